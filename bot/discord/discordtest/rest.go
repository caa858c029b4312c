package discordtest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// Routes that the fake serves, to be used with Calls and RESTFault.
const (
	RouteGateway        = "GET /gateway"
	RouteGatewayBot     = "GET /gateway/bot"
	RouteMe             = "GET /users/@me"
	RouteApplication    = "GET /applications/@me"
	RouteOAuth          = "GET /oauth2/applications/@me"
	RouteCreateDM       = "POST /users/@me/channels"
	RouteGetRoles       = "GET /guilds/{guild}/roles"
	RouteGetChannel     = "GET /channels/{channel}"
	RouteGetMessages    = "GET /channels/{channel}/messages"
	RouteCreateMessage  = "POST /channels/{channel}/messages"
	RouteGetMessage     = "GET /channels/{channel}/messages/{message}"
	RouteEditMessage    = "PATCH /channels/{channel}/messages/{message}"
	RouteDeleteMessage  = "DELETE /channels/{channel}/messages/{message}"
	RouteStartThread    = "POST /channels/{channel}/messages/{message}/threads"
	RouteReact          = "PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me"
	RouteTyping         = "POST /channels/{channel}/typing"
	RouteCallback       = "POST /interactions/{interaction}/{token}/callback"
	RouteFollowup       = "POST /webhooks/{application}/{token}"
	RouteGetFollowup    = "GET /webhooks/{application}/{token}/messages/{message}"
	RouteEditFollowup   = "PATCH /webhooks/{application}/{token}/messages/{message}"
	RouteDeleteFollowup = "DELETE /webhooks/{application}/{token}/messages/{message}"

	RouteGetCommands   = "GET /applications/{application}/commands"
	RouteCreateCommand = "POST /applications/{application}/commands"
	RoutePutCommands   = "PUT /applications/{application}/commands"
	RouteGetCommand    = "GET /applications/{application}/commands/{command}"
	RouteEditCommand   = "PATCH /applications/{application}/commands/{command}"
	RouteDeleteCommand = "DELETE /applications/{application}/commands/{command}"

	RouteGetGuildCommands   = "GET /applications/{application}/guilds/{guild}/commands"
	RouteCreateGuildCommand = "POST /applications/{application}/guilds/{guild}/commands"
	RoutePutGuildCommands   = "PUT /applications/{application}/guilds/{guild}/commands"
	RouteGetGuildCommand    = "GET /applications/{application}/guilds/{guild}/commands/{command}"
	RouteEditGuildCommand   = "PATCH /applications/{application}/guilds/{guild}/commands/{command}"
	RouteDeleteGuildCommand = "DELETE /applications/{application}/guilds/{guild}/commands/{command}"
)

// request is what a route's handler gets. It runs with Server.mu held.
type request struct {
	*http.Request
	raw  []byte
	body any // decoded JSON, nil if there was no body
}

func (r *request) object() Object { o, _ := r.body.(Object); return o }

// reply is what a handler answers; a nil body is an empty one.
type reply struct {
	status int
	body   any
	code   int           // Discord's error code, for the record
	after  func(*Server) // runs once Server.mu is free, before the reply is written
}

type handler func(*Server, *request) reply

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

var noContent = reply{status: http.StatusNoContent}

// fail is an error as documented under "Opcodes and status codes".
func fail(status, code int, message string) reply {
	return reply{status: status, code: code, body: Object{"message": message, "code": code}}
}

var (
	notFound          = fail(404, 0, "404: Not Found")
	unauthorized      = fail(401, 0, "401: Unauthorized")
	missingAccess     = fail(403, 50001, "Missing Access")
	missingPermission = fail(403, 50013, "Missing Permissions")
	unknownChannel    = fail(404, 10003, "Unknown Channel")
	unknownMessage    = fail(404, 10008, "Unknown Message")
	unknownEmoji      = fail(400, 10014, "Unknown Emoji")
	unknownWebhook    = fail(404, 10015, "Unknown Webhook")
	unknownCommand    = fail(404, 10063, "Unknown application command")
	emptyMessage      = fail(400, 50006, "Cannot send an empty message")
	notTheAuthor      = fail(403, 50005, "Cannot edit a message authored by another user")
)

// handlers of all routes; those that a token in the path authorises are marked.
var handlers = map[string]handler{
	RouteGateway: (*Server).getGateway, RouteGatewayBot: (*Server).getGatewayBot,
	RouteMe: (*Server).getMe, RouteApplication: (*Server).getApplication, RouteOAuth: (*Server).getApplication,
	RouteCreateDM: (*Server).createDM, RouteGetRoles: (*Server).getRoles, RouteGetChannel: (*Server).getChannel,
	RouteGetMessages: (*Server).getMessages, RouteCreateMessage: (*Server).createMessage, RouteGetMessage: (*Server).getMessage,
	RouteEditMessage: (*Server).editMessage, RouteDeleteMessage: (*Server).deleteMessage,
	RouteStartThread: (*Server).startThread, RouteTyping: (*Server).typing, RouteReact: (*Server).react,
	RouteCallback: (*Server).callback, RouteFollowup: (*Server).followup, RouteGetFollowup: (*Server).getFollowup,
	RouteEditFollowup: (*Server).editFollowup, RouteDeleteFollowup: (*Server).deleteFollowup,
	RouteGetCommands: (*Server).getCommands, RouteCreateCommand: (*Server).createCommand, RoutePutCommands: (*Server).putCommands,
	RouteGetCommand: (*Server).getCommand, RouteEditCommand: (*Server).editCommand, RouteDeleteCommand: (*Server).deleteCommand,
	RouteGetGuildCommands: (*Server).getCommands, RouteCreateGuildCommand: (*Server).createCommand,
	RoutePutGuildCommands: (*Server).putCommands, RouteGetGuildCommand: (*Server).getCommand,
	RouteEditGuildCommand: (*Server).editCommand, RouteDeleteGuildCommand: (*Server).deleteCommand,
}

// open says that a route needs no Authorization header.
func open(route string) bool {
	return route == RouteGateway || route == RouteCallback || strings.Contains(route, "/webhooks/")
}

func (s *Server) routes() http.Handler {
	api := http.NewServeMux()
	for route, h := range handlers {
		api.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, route, h) })
	}
	api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, "", func(*Server, *request) reply { return notFound })
	})
	mux := http.NewServeMux()
	mux.Handle("/api/v9/", http.StripPrefix("/api/v9", api))
	mux.Handle("/api/v10/", http.StripPrefix("/api/v10", api))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) { s.serveGateway(w, r, false) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, "", func(*Server, *request) reply { return notFound })
	})
	return mux
}

func (s *Server) resumeOnly() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) { s.serveGateway(w, r, true) })
	return mux
}

// serve runs one request: faults, rate limits, authorisation, the handler.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, route string, h handler) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10<<20))
	if err != nil {
		return
	}
	call := Call{Method: r.Method, Path: r.URL.Path, Route: route, Query: r.URL.RawQuery, At: time.Now()}
	fault := s.takeFault(route)
	if !s.delay(r, fault) {
		return
	}
	req := &request{Request: r}
	req.raw, req.body, err = readBody(r, raw)
	call.Body = req.raw
	if route != "" && req.body != nil {
		if err := s.record.write(r.Method, r.URL.Path, req.raw); err != nil {
			s.log.Error("record", "error", err)
		}
	}
	var res reply
	s.locked(func() {
		var refused bool
		switch res, refused = s.refuse(w.Header(), r, route, fault); {
		case refused:
		case err != nil:
			res = fail(400, 50109, "The request body contains invalid JSON.")
			s.violation("%s %s: body is not JSON", r.Method, r.URL.Path)
		default:
			s.checkBody(req, route)
			res = h(s, req)
		}
		call.Status, call.Code = res.status, res.code
		s.keepCall(call) // together with what the handler did, so that whoever waits for one sees the other
	})
	if res.after != nil {
		res.after(s)
	}
	if fault != nil && fault.Drop {
		panic(http.ErrAbortHandler) // closes the connection without a reply
	}
	writeReply(w, res)
}

// refuse answers a request before its handler sees it. The caller holds s.mu.
func (s *Server) refuse(h http.Header, r *http.Request, route string, fault *RESTFault) (reply, bool) {
	if fault != nil && fault.refuses() {
		return fault.reply(h), true
	}
	if route != "" && !open(route) && r.Header.Get("Authorization") != "Bot "+s.opts.Token {
		return unauthorized, true
	}
	return s.limit(h, r, route, time.Now())
}

// keepCall counts a request and, unless only counters are wanted, keeps it. The
// caller holds s.mu.
func (s *Server) keepCall(c Call) {
	s.stats.Calls++
	switch c.Status {
	case http.StatusTooManyRequests:
		s.stats.RateLimited++
		s.stats.Invalid++
	case http.StatusUnauthorized, http.StatusForbidden:
		s.stats.Invalid++
	}
	if c.Route == "" {
		s.stats.NotFound++
	}
	if !s.opts.CountersOnly {
		s.calls = append(s.calls, c)
	}
	s.notify()
}

// readBody decodes a JSON body, or the payload_json of a multipart one.
func readBody(r *http.Request, raw []byte) ([]byte, any, error) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		raw = payloadJSON(raw, params["boundary"])
	}
	if len(raw) == 0 {
		return nil, nil, nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, nil, err
	}
	return raw, v, nil
}

func writeReply(w http.ResponseWriter, res reply) {
	switch body := res.body.(type) {
	case nil:
		w.WriteHeader(res.status)
	case html:
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.WriteHeader(res.status)
		io.WriteString(w, string(body))
	default:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(res.status)
		json.NewEncoder(w).Encode(body)
	}
}
