package slacktest

// The composition objects of https://docs.slack.dev/reference/block-kit/composition-objects.

// plain is a text object that must be plain_text.
func plain(max int) check {
	return object(members{"type!": oneOf("plain_text"), "text!": str(max), "emoji": boolean})
}

func mrkdwn(max int) check {
	return object(members{"type!": oneOf("mrkdwn"), "text!": str(max), "verbatim": boolean})
}

// text is either.
func text(max int) check {
	return typed(map[string]check{"plain_text": plain(max), "mrkdwn": mrkdwn(max)})
}

var confirm = object(members{"title!": plain(100), "text!": text(300), "confirm!": plain(30), "deny!": plain(30),
	"style": oneOf("primary", "danger")})

// option is one of a menu's; url is for overflow menus only.
func option(label check, url bool) check {
	ms := members{"text!": label, "value": str(150), "description": text(75)}
	if url {
		ms["url"] = str(3000)
	}
	return object(ms)
}

var optionGroup = object(members{"label!": plain(75), "options!": list(1, 100, option(plain(75), false))})

var slackFile = object(members{"id": str(255), "url": str(3000)})
