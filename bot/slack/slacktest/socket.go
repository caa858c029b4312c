package slacktest

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxSockets is how many an app may have open: https://docs.slack.dev/apis/events-api/using-socket-mode#connections.
const maxSockets = 10

// SocketHandshake is the name for Server.Fail of opening a socket.
const SocketHandshake = "socket handshake"

// socket is one connection of the app.
type socket struct {
	s     *Server
	conn  *websocket.Conn
	write sync.Mutex
	gone  chan struct{} // closed when reading ended
}

func openConnection(s *Server, _ *Call) reply {
	ticket := s.id("ticket-")
	s.tickets[ticket] = true
	time.AfterFunc(30*time.Second, func() { s.useTicket(ticket) })
	return reply{"url": "ws" + strings.TrimPrefix(s.URL(), "http") + "/link/?ticket=" + ticket + "&app_id=" + AppID}
}

// useTicket says whether a socket may be opened with it: once, within 30 s.
func (s *Server) useTicket(ticket string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ok := s.tickets[ticket]
	delete(s.tickets, ticket)
	return ok
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.useTicket(r.URL.Query().Get("ticket")) {
		http.Error(w, "invalid ticket", http.StatusForbidden)
		return
	}
	if f := s.takeFault(SocketHandshake, ""); f != nil && f.before(s, w, r, &Call{Method: SocketHandshake, At: s.now()}) {
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := &socket{s: s, conn: conn, gone: make(chan struct{})}
	defer conn.Close()
	if !s.join(c) {
		return
	}
	c.read()
	s.mu.Lock()
	delete(s.sockets, c)
	close(c.gone)
	s.touch()
	s.mu.Unlock()
}

// join makes a connection one that gets events, after the hello, unless there are too many or the fake is closing.
func (s *Server) join(c *socket) bool {
	c.write.Lock() // events wait for the hello
	defer c.write.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed() {
		return false
	}
	if len(s.sockets) >= maxSockets {
		bye, _ := json.Marshal(disconnect(TooManyWebsockets))
		_ = c.conn.WriteMessage(websocket.TextMessage, bye)
		return false
	}
	hello, _ := json.Marshal(s.hello(len(s.sockets) + 1))
	if c.conn.WriteMessage(websocket.TextMessage, hello) != nil {
		return false
	}
	s.sockets[c] = true
	s.opened++
	s.touch()
	s.wg.Go(c.ping)
	return true
}

func (s *Server) hello(n int) map[string]any {
	return map[string]any{
		"type": "hello", "num_connections": n,
		"debug_info": map[string]any{"host": "applink-fake", "build_number": 1, "started": s.now().UTC().Format(time.DateTime),
			"approximate_connection_time": int(s.opts.ConnectionTime.Seconds())},
		"connection_info": map[string]any{"app_id": AppID},
	}
}

func (c *socket) send(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return c.sendRaw(b)
}

func (c *socket) sendRaw(b []byte) error {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return c.conn.WriteMessage(websocket.TextMessage, b)
}

func (c *socket) ping() {
	tick := time.NewTicker(c.s.opts.Ping)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			text := "Ping from applink-fake"
			if c.conn.WriteControl(websocket.PingMessage, []byte(text), time.Now().Add(time.Second)) != nil {
				return
			}
		case <-c.gone:
			return
		}
	}
}

// read takes acknowledgements until the connection ends.
func (c *socket) read() {
	c.conn.SetReadLimit(maxBody)
	for {
		_, b, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := json.Unmarshal(b, &ack); err != nil || ack.ID == "" {
			c.s.mu.Lock()
			c.s.violate(&Call{Method: "socket"}, "message without envelope_id: %.200q", b)
			c.s.mu.Unlock()
			continue
		}
		c.s.acknowledge(ack.ID, ack.Payload)
	}
}

// Sockets returns how many connections are open.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// SocketsOpened returns how many connections were ever opened.
func (s *Server) SocketsOpened() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened
}

// WaitSockets waits until n connections are open.
func (s *Server) WaitSockets(ctx context.Context, n int) error {
	return s.Wait(ctx, func() bool { return s.Sockets() >= n })
}

// WaitSocketsOpened waits until n connections were ever opened.
func (s *Server) WaitSocketsOpened(ctx context.Context, n int) error {
	return s.Wait(ctx, func() bool { return s.SocketsOpened() >= n })
}

// anySocket picks one at random, as Slack does, or returns nil. s.mu is held.
func (s *Server) anySocket() *socket {
	n := rand.IntN(max(1, len(s.sockets)))
	for c := range s.sockets {
		if n == 0 {
			return c
		}
		n--
	}
	return nil
}

func (s *Server) allSockets() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*socket
	for c := range s.sockets {
		out = append(out, c)
	}
	return out
}

// The reasons of Disconnect.
const (
	Warning          = "warning"           // the connection ends in about ten seconds
	RefreshRequested = "refresh_requested" // the connection ends now; open another
	LinkDisabled     = "link_disabled"     // Socket Mode was switched off; there is no other

	TooManyWebsockets = "too_many_websockets" // instead of the hello, see https://github.com/slackapi/node-slack-sdk/issues/1654
)

func disconnect(reason string) map[string]any {
	return map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "applink-fake"}}
}

// Disconnect warns every connection, and ends it unless it is only a warning. After link_disabled no
// connection can be opened until the app token is good again, see Revoke.
func (s *Server) Disconnect(reason string) {
	if reason == LinkDisabled {
		s.Revoke(AppToken, "internal_error")
	}
	for _, c := range s.allSockets() {
		_ = c.send(disconnect(reason))
		if reason == Warning {
			continue
		}
		bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		_ = c.conn.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
		_ = c.conn.Close()
	}
}

// DropSockets ends every TCP connection without a word.
func (s *Server) DropSockets() {
	for _, c := range s.allSockets() {
		_ = c.conn.UnderlyingConn().Close()
	}
}

// SendRaw sends a text message as it stands over every connection: what is no envelope, or no JSON.
func (s *Server) SendRaw(text string) {
	for _, c := range s.allSockets() {
		_ = c.sendRaw([]byte(text))
	}
}
