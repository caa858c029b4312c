package discord

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

// frame is what comes in over the gateway.
type frame struct {
	Op   number          `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  number          `json:"s"` // 0: none
	Type string          `json:"t"`
}

// socket is a connection to the gateway. One goroutine uses it.
type socket struct {
	ws     *websocket.Conn
	frames chan frame // closed when nothing more comes
	err    error      // why; valid once frames is closed
}

const (
	maxFrame     = 64 << 20 // bytes; a guild comes in one frame
	writeTimeout = 5 * time.Second
)

// dialGateway connects to a gateway's address, to speak JSON in a version of the API.
func dialGateway(ctx context.Context, address, version string, timeout time.Duration) (*socket, error) {
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

// read passes frames on until the connection ends.
func (s *socket) read() {
	defer close(s.frames)
	for {
		_, data, err := s.ws.ReadMessage()
		if err != nil {
			s.err = err
			return
		}
		var f frame
		if err := decode(data, &f); err != nil {
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

// drop ends the connection without a close frame, so that its session can be
// resumed, and waits for the reader.
func (s *socket) drop() {
	s.ws.Close()
	for range s.frames {
	}
}

// leave ends the session for good: the bot is shown as away at once.
func (s *socket) leave() {
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	s.ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
}

// closeCode is the code that the other side closed with, or 0.
func closeCode(err error) int {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure {
		return closed.Code
	}
	return 0
}
