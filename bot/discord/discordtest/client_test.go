package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/gorilla/websocket"
)

// client is a gateway client that does nothing by itself.
type client struct {
	t  *testing.T
	ws *websocket.Conn
}

// frame is what the gateway sends.
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  *int            `json:"s"`
	T  string          `json:"t"`
}

func dial(t *testing.T, url string) *client {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(url+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	return &client{t, ws}
}

func (c *client) send(op int, d any) {
	c.t.Helper()
	if err := c.ws.WriteJSON(Object{"op": op, "d": d}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) next() frame {
	c.t.Helper()
	var f frame
	if err := c.ws.ReadJSON(&f); err != nil {
		c.t.Fatal(err)
	}
	return f
}

// until reads on to the first frame that is an event of this name.
func (c *client) until(event string) frame {
	c.t.Helper()
	for {
		if f := c.next(); f.T == event {
			return f
		}
	}
}

// closed reads to the end of the connection and returns its close code, or 0.
func (c *client) closed() int {
	for {
		_, _, err := c.ws.ReadMessage()
		if end, ok := err.(*websocket.CloseError); ok && end.Code != websocket.CloseAbnormalClosure {
			return end.Code
		}
		if err != nil {
			return 0
		}
	}
}

func identity(s *Server, intents int) Object {
	return Object{"token": s.Token(), "intents": intents, "properties": Object{"os": "linux", "browser": "test", "device": "test"}}
}

// ready is a client that has identified, and what READY says.
func ready(t *testing.T, s *Server, intents int) (*client, readyEvent) {
	t.Helper()
	c := dial(t, s.GatewayURL())
	if f := c.next(); f.Op != opHello {
		t.Fatalf("first frame is %+v, want HELLO", f)
	}
	c.send(opIdentify, identity(s, intents))
	var r readyEvent
	f := c.until("READY")
	if err := json.Unmarshal(f.D, &r); err != nil {
		t.Fatal(err)
	}
	return c, r
}

type readyEvent struct {
	Session string `json:"session_id"`
	Resume  string `json:"resume_gateway_url"`
	Guilds  []struct {
		ID          string `json:"id"`
		Unavailable bool   `json:"unavailable"`
	} `json:"guilds"`
}

const usual = IntentGuilds | IntentGuildMessages | IntentDirectMessages

// do makes a REST request as the bot and returns status and body.
func do(t *testing.T, s *Server, method, path string, body any) (int, Object) {
	t.Helper()
	status, raw := doRaw(t, s, method, path, body)
	var o Object
	json.Unmarshal(raw, &o)
	return status, o
}

func doRaw(t *testing.T, s *Server, method, path string, body any) (int, []byte) {
	t.Helper()
	var sent io.Reader
	if body != nil {
		sent = bytes.NewReader(encode(body))
	}
	req, err := http.NewRequestWithContext(t.Context(), method, s.APIURL()+path, sent)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+s.Token())
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, raw
}
