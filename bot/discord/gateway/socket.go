package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"

	"okbot/bot/discord/lenient"
)

// Gateway opcodes
// (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// A frame is a message of the gateway.
type frame struct {
	Op   lenient.Int     `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  lenient.Int     `json:"s"` // 0: none
	Type string          `json:"t"`
}

// A socket is a WebSocket to the gateway, used by one goroutine.
type socket struct {
	ws     *websocket.Conn
	frames chan frame // closed when the WebSocket has ended
	err    error      // why it has; valid once frames is closed
}

const (
	maxFrame     = 64 << 20 // bytes; a guild comes in one frame
	writeTimeout = 5 * time.Second
)

// dial connects to the address of a gateway, with JSON and a version of the API.
func dial(ctx context.Context, address, version string, timeout time.Duration) (*socket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("gateway's address: %w", err)
	}
	u.Path = cmp.Or(u.Path, "/")
	u.RawQuery = url.Values{"v": {version}, "encoding": {"json"}}.Encode()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: timeout}
	ws, _, err := dialer.DialContext(ctx, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxFrame)
	ws.SetCloseHandler(func(int, string) error { return nil })
	s := &socket{ws: ws, frames: make(chan frame, 16)}
	go s.read()
	return s, nil
}

// read receives frames until the WebSocket ends.
func (s *socket) read() {
	defer close(s.frames)
	for {
		_, data, err := s.ws.ReadMessage()
		if err != nil {
			s.err = err
			return
		}
		var f frame
		if err := lenient.Unmarshal(data, &f); err != nil {
			s.err = fmt.Errorf("read gateway frame: %w", err)
			return
		}
		s.frames <- f
	}
}

// send writes a frame.
func (s *socket) send(op int, data any) error {
	s.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
	return s.ws.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

// drop ends the WebSocket without a close frame, so that the session can be resumed,
// and waits for the reader.
func (s *socket) drop() {
	s.ws.Close()
	for range s.frames {
	}
}

// end ends the session for good: the bot is shown as offline at once.
func (s *socket) end() {
	goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	s.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second))
}

// closeCode returns the code with which Discord closed the WebSocket, or 0.
func closeCode(err error) int {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure {
		return closed.Code
	}
	return 0
}
