package slacktest

import "fmt"

// The workspace and its app.
const (
	TeamID     = "T0FAKETEAM"
	TeamDomain = "okbot-test"
	AppID      = "A0FAKEAPP0"
	BotID      = "B0FAKEBOT0"
	BotUserID  = "U0FAKEBOT0"

	BotToken          = "xoxb-fake-bot-token"
	AppToken          = "xapp-1-fake-app-token"
	SigningSecret     = "fake-signing-secret"
	VerificationToken = "fake-verification-token"
)

// The people and channels that every workspace has.
const (
	Mina    = "U0MINA0000" // uses Slack in Korean
	Alex    = "U0ALEX0000" // uses Slack in English
	General = "C0GENERAL0" // the app is a member
	Outside = "C0OUTSIDE0" // public, the app is not a member
)

// User is a member of the workspace.
type User struct {
	ID     string
	Name   string
	Locale string // BCP 47, as "ko-KR"
	TZ     string // IANA
	Bot    bool
}

// Channel is a conversation.
type Channel struct {
	ID       string
	Name     string
	Member   bool // whether the app is in it
	Private  bool
	Archived bool
	IM       string // for direct messages: the user the app talks with
}

func (c Channel) kind() string { // the channel_type of events
	switch {
	case c.IM != "":
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

// AddUser adds or replaces a member of the workspace.
func (s *Server) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[u.ID] = u
}

// AddChannel adds or replaces a conversation.
func (s *Server) AddChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[c.ID] = c
}

// DM returns the id of the direct messages between the app and the user.
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(user)
}

func (s *Server) dm(user string) string {
	id := "D" + user[1:]
	if _, ok := s.channels[id]; !ok {
		s.channels[id] = Channel{ID: id, Member: true, IM: user}
	}
	return id
}

func (s *Server) populate() {
	for _, u := range []User{
		{ID: Mina, Name: "mina", Locale: "ko-KR", TZ: "Asia/Seoul"},
		{ID: Alex, Name: "alex", Locale: "en-US", TZ: "America/Los_Angeles"},
		{ID: BotUserID, Name: "okbot", Locale: "en-US", TZ: "America/Los_Angeles", Bot: true},
	} {
		s.users[u.ID] = u
	}
	for _, c := range []Channel{{ID: General, Name: "general", Member: true}, {ID: Outside, Name: "outside"}} {
		s.channels[c.ID] = c
	}
}

// ts makes the next message timestamp: seconds since 1970, a point and six digits that make it unique and increasing.
func (s *Server) ts() string {
	if now := s.now().Unix(); now > s.tsSecond {
		s.tsSecond, s.tsSeq = now, 0
	}
	s.tsSeq += 100
	if s.tsSeq > 999_999 {
		s.tsSecond, s.tsSeq = s.tsSecond+1, 100
	}
	return fmt.Sprintf("%d.%06d", s.tsSecond, s.tsSeq-1)
}

// id makes a unique identifier with the prefix, as "Ev0000000001".
func (s *Server) id(prefix string) string {
	s.seq++
	return fmt.Sprintf("%s%010d", prefix, s.seq)
}
