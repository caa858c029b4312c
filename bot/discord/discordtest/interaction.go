package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Response types of https://docs.discord.com/developers/interactions/receiving-and-responding.
const (
	RespondMessage     = 4
	RespondDeferred    = 5
	RespondDeferUpdate = 6
	RespondUpdate      = 7
	RespondChoices     = 8
	RespondModal       = 9
)

// Interaction is one that was sent to the bot.
type Interaction struct {
	ID      string
	Token   string
	Channel string
	User    string

	s             *Server
	kind          int
	guild         string
	userInstalled bool
	on            *stored       // the message with the button that was pressed
	done          chan struct{} // closed by the first response

	// Server.mu guards the rest.
	sent      time.Time
	response  *Response
	original  *stored // what @original is
	deferred  bool    // and still to be filled in
	followups int
}

// Response is the bot's first response to an interaction.
type Response struct {
	Type    int             // a Respond constant
	Data    json.RawMessage // as the bot sent it
	Message string          // id of the message made or changed, if any
	After   time.Duration   // since the interaction was sent
}

// Choices returns what an autocomplete response offers.
func (r Response) Choices() []Choice {
	var d struct{ Choices []Choice }
	json.Unmarshal(r.Data, &d)
	return d.Choices
}

// Choice is one suggestion for an option.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Response waits for the first response.
func (i *Interaction) Response(ctx context.Context) (Response, error) {
	select {
	case <-i.done:
	case <-ctx.Done():
		return Response{}, fmt.Errorf("discordtest: interaction %s has no response: %w", i.ID, context.Cause(ctx))
	}
	i.s.mu.Lock()
	defer i.s.mu.Unlock()
	return *i.response, nil
}

// Message waits for the message that the first response made or changed, and
// for its content if that was deferred.
func (i *Interaction) Message(ctx context.Context) (Message, error) {
	r, err := i.Response(ctx)
	if err != nil {
		return Message{}, err
	}
	if r.Message == "" {
		return Message{}, fmt.Errorf("discordtest: response type %d to interaction %s made no message", r.Type, i.ID)
	}
	var m Message
	err = i.s.Wait(ctx, func() bool {
		m, _ = i.s.Message(r.Message)
		return !m.Loading()
	})
	return m, err
}

// interactions are those whose tokens are known. Server.mu guards it.
type interactions struct {
	byID    map[string]*Interaction
	byToken map[string]*Interaction
	order   []*Interaction
}

func (a *interactions) add(i *Interaction, few bool) {
	a.byID[i.ID], a.byToken[i.Token] = i, i
	a.order = append(a.order, i)
	if few && len(a.order) > 2*kept {
		for _, old := range a.order[:kept] {
			delete(a.byID, old.ID)
			delete(a.byToken, old.Token)
		}
		a.order = slices.Clone(a.order[kept:])
	}
}

// Unanswered returns the interactions that have had no response in time so
// far; with CountersOnly, of the newest.
func (s *Server) Unanswered() []*Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	var left []*Interaction
	for _, i := range s.asked.order {
		if i.response == nil {
			left = append(left, i)
		}
	}
	return left
}
