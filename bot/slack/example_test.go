package slack_test

import (
	"encoding/json"
	"fmt"

	"okbot/bot/slack"
)

func ExampleManifest() {
	manifest, err := slack.Manifest(slack.ManifestOptions{URL: "https://bot.example.com"})
	if err != nil {
		panic(err)
	}
	var m struct {
		Features struct {
			Commands []struct{ Command, URL string } `json:"slash_commands"`
		}
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		panic(err)
	}
	fmt.Println(m.Features.Commands[0].Command, m.Features.Commands[0].URL)
	// Output: /okbot https://bot.example.com/slack/commands
}
