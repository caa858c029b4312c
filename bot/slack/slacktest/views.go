package slacktest

// View is what an App Home tab or a modal shows.
type View struct {
	ID   string
	User string // whose home tab
	Hash string
	View map[string]any // as the app sent it
}

func publishView(s *Server, c *Call) reply {
	user := c.Args.String("user_id")
	if u, ok := s.users[user]; !ok || u.Bot {
		return slackError("user_not_found")
	}
	view, out := s.view(c, "home")
	if out != nil {
		return out
	}
	old := s.homes[user]
	if h := c.Args.String("hash"); h != "" && h != old.Hash {
		return slackError("hash_conflict")
	}
	v := View{ID: old.ID, User: user, Hash: s.id("1700000000."), View: view}
	if v.ID == "" {
		v.ID = s.id("V")
	}
	s.homes[user] = v
	return reply{"view": v.json()}
}

func openView(s *Server, c *Call) reply {
	id := c.Args.String("trigger_id")
	until, ok := s.triggers[id]
	switch {
	case !ok:
		return slackError("invalid_trigger_id")
	case s.now().After(until):
		return slackError("expired_trigger_id")
	}
	view, out := s.view(c, "modal")
	if out != nil {
		return out
	}
	delete(s.triggers, id)
	v := View{ID: s.id("V"), Hash: s.id("1700000000."), View: view}
	return reply{"view": v.json()}
}

func (s *Server) view(c *Call, kind string) (map[string]any, reply) {
	view, ok := c.Args["view"].(map[string]any)
	if !ok || view["type"] != kind {
		return nil, s.refuse(c, "invalid_arguments", "view is missing or not of type "+kind)
	}
	return view, s.checkView(c, view)
}

// json is the view with the members that Slack adds.
func (v View) json() map[string]any {
	out := map[string]any{"id": v.ID, "team_id": TeamID, "state": map[string]any{"values": map[string]any{}}, "hash": v.Hash,
		"previous_view_id": nil, "root_view_id": v.ID, "app_id": AppID, "external_id": "", "app_installed_team_id": TeamID,
		"bot_id": BotID, "private_metadata": "", "callback_id": "", "clear_on_close": false, "notify_on_close": false,
		"title": nil, "close": nil, "submit": nil}
	for k, x := range v.View {
		out[k] = x
	}
	return out
}

// Home returns what a user's App Home tab shows; ok is false if the app never published it.
func (s *Server) Home(user string) (v View, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok = s.homes[user]
	return v, ok
}
