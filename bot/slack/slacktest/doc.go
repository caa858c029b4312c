// Package slacktest is a Slack to test against: its Web API, Socket Mode, response URLs and signed
// requests over real sockets on the loopback interface, with the limits and errors that Slack documents.
//
// A test starts one, points an app at it, lets people do things and looks at what the app did:
//
//	srv := slacktest.New(t, slacktest.Options{})
//	start(srv.APIURL(), slacktest.BotToken, slacktest.AppToken) // the app under test
//	srv.WaitSockets(ctx, 1)
//	srv.Send(srv.Mention(slacktest.Said{Text: "GPT-4는 언제 나왔어?"})...)
//	posts, err := srv.WaitPosts(ctx, 1)
//
// # What people do
//
// An [Event] is built by the method named after what someone does: [Server.Mention], [Server.Say],
// [Server.DirectMessage], [Server.Edit], [Server.Delete], [Server.OpenHome], [Server.OpenMessages],
// [Server.ChangeContext], [Server.Command], [Server.Press], [Server.MessageShortcut], [Server.Submit] and others;
// [Server.Custom] makes what the fake does not know. A test may change an event's payload. It goes to the app over its
// sockets with [Server.Send], which returns a [Delivery] to wait for, or over HTTP with [Server.Deliver], which
// returns each [Response]; both try again as Slack does. [Server.Request] and [Server.Do] are for requests that a test
// spoils first: signature, timestamp, headers, body and how slowly it comes. [Delivery.Again] sends an envelope twice,
// [Server.SendRaw] anything else.
//
// # What the app does
//
// [Server.Calls] has all requests, [Server.Posts] the messages as they were made, [Server.Message] and [Server.Messages]
// as they are now, [Server.Home], [Server.Status] and [Server.Prompts] what else is shown. The methods that begin with Wait
// return as soon as something holds. [Server.Violations] lists every payload that Slack's documentation does not
// allow; Slack's error is answered too, and a test that used [New] fails unless Options.AllowViolations is set.
// [CheckTypes] compiles recorded requests against the types that Slack publishes.
//
// # What goes wrong
//
// [Server.Fail] makes calls slow, limited, refused or lost, also after they had their effect. [Server.Revoke] and
// [Server.SetScopes] change what a token may do. [Server.Disconnect] and [Server.DropSockets] end connections.
//
// # The workspace
//
// There are two people ([Mina] with a Korean client, [Alex] with an English one), a channel with the app in it
// ([General]), one without ([Outside]) and the direct messages of [Server.DM]. [Server.AddUser] and [Server.AddChannel] add
// more, and people who say something are added when they do.
//
// # Where it is not known to be like Slack
//
// It was made from the documentation and from what Slack's own SDKs do, never compared with the live service. An
// undocumented limit, the length of all blocks together, is taken as 13,200 characters of JSON. Retries come under a
// new envelope_id, and one that is due while nobody is connected waits for a connection. Timestamps in thread_ts need
// not be a message's. There are no rate limits but those of Fail.
package slacktest
