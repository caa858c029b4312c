package discord_test

import (
	"fmt"

	"okbot/bot/discord"
)

// The address at which an administrator adds the bot to a server.
func ExampleInviteURL() {
	fmt.Println(discord.InviteURL("1076384567190123456"))
	// Output: https://discord.com/oauth2/authorize?client_id=1076384567190123456&permissions=274877992000&scope=bot+applications.commands
}
