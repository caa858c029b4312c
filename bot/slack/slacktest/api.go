package slacktest

import (
	"encoding/json"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const maxBody = 1 << 20 // of a request to the fake, in bytes

// reply is what a method answers with beside "ok"; slackError makes it not ok.
type reply map[string]any

func slackError(code string) reply { return reply{"error": code} }

// method is a Web API method: who may call it, and what it does with s.mu held.
type method struct {
	app    bool     // needs an app-level token
	scopes []string // any of these; none for no scope
	run    func(*Server, *Call) reply
}

var methods = map[string]method{
	"api.test":                              {run: apiTest},
	"auth.test":                             {run: authTest},
	"apps.connections.open":                 {app: true, run: openConnection},
	"chat.postMessage":                      {scopes: []string{"chat:write"}, run: postMessage},
	"chat.postEphemeral":                    {scopes: []string{"chat:write"}, run: postEphemeral},
	"chat.update":                           {scopes: []string{"chat:write"}, run: updateMessage},
	"chat.delete":                           {scopes: []string{"chat:write"}, run: deleteMessage},
	"chat.getPermalink":                     {run: getPermalink},
	"views.publish":                         {run: publishView},
	"views.open":                            {run: openView},
	"users.info":                            {scopes: []string{"users:read"}, run: usersInfo},
	"bots.info":                             {scopes: []string{"users:read"}, run: botsInfo},
	"team.info":                             {scopes: []string{"team:read"}, run: teamInfo},
	"conversations.info":                    {scopes: readScopes("read"), run: conversationsInfo},
	"conversations.history":                 {scopes: readScopes("history"), run: conversationsHistory},
	"conversations.replies":                 {scopes: readScopes("history"), run: conversationsReplies},
	"conversations.open":                    {scopes: []string{"im:write", "mpim:write"}, run: conversationsOpen},
	"reactions.add":                         {scopes: []string{"reactions:write"}, run: addReaction},
	"reactions.remove":                      {scopes: []string{"reactions:write"}, run: removeReaction},
	"assistant.threads.setStatus":           {scopes: []string{"chat:write", "assistant:write"}, run: setStatus},
	"assistant.threads.setTitle":            {scopes: []string{"assistant:write"}, run: setTitle},
	"assistant.threads.setSuggestedPrompts": {scopes: []string{"assistant:write"}, run: setPrompts},
	"agents.sessions.setStatus":             {scopes: []string{"chat:write"}, run: setSessionStatus},
}

func readScopes(what string) []string {
	return []string{"channels:" + what, "groups:" + what, "im:" + what, "mpim:" + what}
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	c := Call{Method: r.PathValue("method"), At: s.now()}
	args, isJSON, err := readArgs(w, r)
	if err != nil {
		c.Status, c.Error = http.StatusOK, "invalid_form_data"
		s.answer(w, &c, slackError(c.Error))
		return
	}
	token := bearer(r)
	if token == "" {
		token = args.String("token")
	}
	delete(args, "token")
	c.Args, c.isJSON, c.Token = args, isJSON, token[:min(5, len(token))]

	fault := s.takeFault(c.Method, args.String("channel"))
	if fault != nil && fault.before(s, w, r, &c) {
		return
	}
	s.mu.Lock()
	out := s.call(&c, token)
	s.mu.Unlock()
	if fault != nil && fault.Drop == AfterWork {
		c.Status = 0
		s.mu.Lock()
		s.finish(c)
		s.mu.Unlock()
		panic(http.ErrAbortHandler)
	}
	s.answer(w, &c, out)
}

// answer records a call and writes the method's reply. For apps.connections.open the URL is added as a side.
func (s *Server) answer(w http.ResponseWriter, c *Call, out reply) {
	if out == nil {
		out = reply{}
	}
	c.Error, _ = out["error"].(string)
	out["ok"] = c.Error == ""
	if len(c.warnings) > 0 {
		out["warning"] = strings.Join(c.warnings, ",")
		out["response_metadata"] = map[string]any{"warnings": c.warnings}
	}
	c.Status, c.Answer = http.StatusOK, out
	s.mu.Lock()
	if !s.opts.NoScopeHeader && !strings.HasPrefix(c.Token, "xapp") && c.Error != "invalid_auth" {
		w.Header().Set("X-OAuth-Scopes", strings.Join(s.opts.Scopes, ","))
	}
	s.finish(*c)
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Slack-Req-Id", "fake")
	_ = json.NewEncoder(w).Encode(out)
}

// call checks who calls and runs the method. s.mu is held.
func (s *Server) call(c *Call, token string) reply {
	m, ok := methods[c.Method]
	if !ok {
		return slackError("unknown_method")
	}
	if c.Method != "api.test" {
		if out := s.authorize(m, token); out != nil {
			return out
		}
	}
	return m.run(s, c)
}

func (s *Server) authorize(m method, token string) reply {
	refused, known := s.tokens[token]
	switch {
	case token == "":
		return slackError("not_authed")
	case !known:
		return slackError("invalid_auth")
	case refused != "":
		return slackError(refused)
	case m.app != strings.HasPrefix(token, "xapp-"):
		return slackError("not_allowed_token_type")
	case len(m.scopes) == 0, slices.ContainsFunc(m.scopes, func(sc string) bool { return slices.Contains(s.opts.Scopes, sc) }):
		return nil
	}
	return reply{"error": "missing_scope", "needed": m.scopes[0], "provided": strings.Join(s.opts.Scopes, ",")}
}

// Revoke makes a token answer with an error from now on: "token_revoked", "invalid_auth", "account_inactive" …; "" makes it good again.
func (s *Server) Revoke(token, code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[token] = code
}

// SetScopes changes what the bot token is granted from now on.
func (s *Server) SetScopes(scopes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Scopes = scopes
}

func bearer(r *http.Request) string {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return token
}

// jsonArgs are the arguments that are JSON inside a form.
var jsonArgs = []string{"attachments", "blocks", "metadata", "prompts", "view", "unfurls"}

func readArgs(w http.ResponseWriter, r *http.Request) (args Args, isJSON bool, err error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, false, err
	}
	args = Args{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		if len(body) > 0 {
			err = json.Unmarshal(body, &args)
		}
		if args == nil { // a body of "null"
			args = Args{}
		}
		return args, true, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, false, err
	}
	maps.Copy(form, r.URL.Query())
	for k := range form {
		args[k] = form.Get(k)
	}
	for _, k := range jsonArgs {
		var v any
		if text := args.String(k); text != "" && json.Unmarshal([]byte(text), &v) == nil {
			args[k] = v
		}
	}
	return args, false, nil
}
