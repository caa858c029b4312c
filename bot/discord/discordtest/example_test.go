package discordtest_test

import (
	"fmt"
	"net/http"
	"strings"

	"okbot/bot/discord/discordtest"
)

// A bot replies to a message over REST; a real one would have heard of it from
// the gateway.
func Example() {
	s, err := discordtest.Start(discordtest.Options{})
	if err != nil {
		panic(err)
	}
	defer s.Close()
	id := s.Post(discordtest.Post{Content: "GPT-5는 언제 나왔어요?", Mention: true})

	body := fmt.Sprintf(`{"content": "2025년 8월이에요.", "message_reference": {"message_id": %q}, "allowed_mentions": {"parse": []}}`, id)
	req, err := http.NewRequest("POST", s.APIURL()+"/channels/"+s.Channel().ID+"/messages", strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	req.Header.Set("Authorization", "Bot "+s.Token())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		panic(err)
	}
	res.Body.Close()

	answer := s.Sent()[0]
	fmt.Println(answer.Content, answer.ReplyTo() == id, len(answer.Notified), s.Violations())
	// Output: 2025년 8월이에요. true 0 []
}
