package slacktest

// Typed is a slash command that someone enters.
type Typed struct {
	Command string // "/okbot"
	Text    string
	User    string // Mina
	Channel string // General
}

// Command makes a slash command: https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling.
func (s *Server) Command(t Typed) Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.Command == "" {
		t.Command = "/okbot"
	}
	user, ch := s.who(t.User, t.Channel)
	url := s.newResponseURL("commands", ch.ID, user.ID, "")
	return Event{Kind: SlashCommands, AcceptsResponse: true, Channel: ch.ID, ResponseURL: url, Payload: map[string]any{
		"token": VerificationToken, "team_id": TeamID, "team_domain": TeamDomain, "channel_id": ch.ID, "channel_name": channelName(ch),
		"user_id": user.ID, "user_name": user.Name, "command": t.Command, "text": t.Text, "api_app_id": AppID,
		"is_enterprise_install": "false", "response_url": url, "trigger_id": s.trigger(),
	}}
}

func channelName(ch Channel) string {
	if ch.IM != "" {
		return "directmessage"
	}
	if ch.Private {
		return "privategroup"
	}
	return ch.Name
}

// who gives a user and a channel their usual values. s.mu is held.
func (s *Server) who(user, channel string) (User, Channel) {
	if user == "" {
		user = Mina
	}
	if channel == "" {
		channel = General
	}
	u, ok := s.users[user]
	if !ok {
		u = User{ID: user, Name: user, Locale: "en-US", TZ: "UTC"}
		s.users[user] = u
	}
	ch, ok := s.channels[channel]
	if !ok {
		ch = Channel{ID: channel, Name: "privategroup", Private: true}
	}
	return u, ch
}
