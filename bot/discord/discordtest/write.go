package discordtest

import (
	"bytes"
	"compress/zlib"
	"time"

	"github.com/gorilla/websocket"
)

// backlog is how many frames a client may leave unread before it is dropped.
const backlog = 8192

// large is the size from which frames are compressed for clients that asked
// for it in IDENTIFY; Discord does not say which it uses.
const large = 1024

// outgoing is what the writing side does next: send a frame, close with a
// code, or send part of a frame and drop the connection.
type outgoing struct {
	frame   []byte
	code    int
	partial bool
}

// queue never blocks, so that a client that does not read holds nobody up.
func (c *Conn) queue(o outgoing) {
	select {
	case c.out <- o:
	default:
		c.Drop()
	}
}

// write sends what is queued, what is left at the end of reading included.
func (c *Conn) write() {
	for {
		select {
		case o := <-c.out:
			if !c.put(o) {
				c.ws.NetConn().Close() // the reading side ends
				return
			}
		case <-c.ended:
			for len(c.out) > 0 && c.put(<-c.out) { // say, a close frame
			}
			return
		}
	}
}

// put does one thing, and says whether the connection can be written to further.
func (c *Conn) put(o outgoing) bool {
	c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	switch {
	case o.partial:
		// FIN and text, 1000 bytes announced (RFC 6455, section 5.2), 8 of them sent.
		c.ws.NetConn().Write([]byte("\x81\x7e\x03\xe8{\"op\":0,"))
		return false
	case o.code != 0:
		c.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(o.code, ""))
		c.ws.NetConn().SetReadDeadline(time.Now().Add(time.Second)) // for the client's own close frame
		return true
	}
	return c.ws.WriteMessage(c.pack(o.frame)) == nil
}

// pack compresses a frame, if the client asked for that.
func (c *Conn) pack(frame []byte) (kind int, packed []byte) {
	switch {
	case c.stream != nil:
		c.packed.Reset()
		c.stream.Write(frame)
		c.stream.Flush() // ends with 00 00 ff ff, as the documentation says
		return websocket.BinaryMessage, c.packed.Bytes()
	case c.compressLarge.Load() && len(frame) > large:
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write(frame)
		z.Close()
		return websocket.BinaryMessage, b.Bytes()
	}
	return websocket.TextMessage, frame
}
