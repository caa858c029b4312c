package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// checkMessage checks a new message, or changes to an old one, against the
// limits of https://docs.discord.com/developers/resources/message; nil if all
// is well.
func checkMessage(form Object, old *stored) problems {
	var c checker
	if form == nil {
		c.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
		return c.found
	}
	c.text(form, "content", 0, 2000)
	c.whole(form, "flags", 0, 1<<30)
	c.embeds(form)
	c.components(form, number(form["flags"])&FlagComponentsV2 != 0 || old != nil && old.flags()&FlagComponentsV2 != 0)
	c.allowedMentions(form)
	if n, isText := form["nonce"].(string); old == nil && isText && len(n) > 25 {
		c.addAt("nonce", "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.")
	}
	return c.found
}

// embeds checks up to ten cards, and the 6000 characters they share.
func (c *checker) embeds(form Object) {
	total := 0
	c.each(form, "embeds", 10, func(_ int, e Object) {
		n := 0
		count := func(s string) { n += utf8.RuneCountInString(s) }
		count(c.text(e, "title", 0, 256))
		count(c.text(e, "description", 0, 4096))
		c.link(e, "url", 2048)
		c.whole(e, "color", 0, 0xFFFFFF)
		if a, given := e["author"].(Object); given {
			c.at("author", func() { count(c.text(a, "name", 1, 256)); c.link(a, "url", 2048) })
		}
		if f, given := e["footer"].(Object); given {
			c.at("footer", func() { count(c.text(f, "text", 1, 2048)) })
		}
		c.each(e, "fields", 25, func(_ int, f Object) {
			count(c.text(f, "name", 1, 256))
			count(c.text(f, "value", 1, 1024))
		})
		if n == 0 && e["image"] == nil && e["thumbnail"] == nil {
			c.addAt("description", "BASE_TYPE_REQUIRED", "This field is required")
		}
		total += n
	})
	if total > 6000 {
		c.addAt("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
}

func (c *checker) allowedMentions(form Object) {
	allowed, given := form["allowed_mentions"]
	if !given || allowed == nil {
		return
	}
	c.at("allowed_mentions", func() {
		o, isObject := allowed.(Object)
		if !isObject {
			c.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
			return
		}
		parse, _ := o["parse"].([]any)
		for _, p := range parse {
			if !slices.Contains([]any{"users", "roles", "everyone"}, p) {
				c.addAt("parse", "BASE_TYPE_CHOICES", "Value must be one of ('everyone', 'users', 'roles').")
			}
		}
		for _, kind := range []string{"users", "roles"} {
			ids, _ := o[kind].([]any)
			if len(ids) > 100 {
				c.addAt(kind, "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
			}
			if len(ids) > 0 && slices.Contains(parse, any(kind)) {
				c.addAt("parse", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
					fmt.Sprintf("parse:[%q] and %s: [ids...] are mutually exclusive.", kind, kind))
			}
		}
	})
}

// checkResponse checks the data of a first response to an interaction, which
// came from the message on, if from any.
func checkResponse(kind int, data Object, on *stored) problems {
	var c checker
	switch kind {
	case RespondMessage:
		return checkMessage(data, nil)
	case RespondUpdate:
		return checkMessage(data, on)
	case RespondChoices:
		if _, isList := data["choices"].([]any); !isList {
			c.addAt("choices", "BASE_TYPE_REQUIRED", "This field is required")
		}
		c.choices(data, 0)
	case RespondModal:
		c.text(data, "custom_id", 1, 100)
		c.text(data, "title", 1, 45)
		c.each(data, "components", 5, func(int, Object) {})
		if l, _ := data["components"].([]any); len(l) == 0 {
			c.addAt("components", "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
	return c.found
}

// checkThread checks a request to start a thread.
func checkThread(form Object) problems {
	var c checker
	c.text(form, "name", 1, 100)
	if d := form["auto_archive_duration"]; d != nil && !slices.Contains([]int{60, 1440, 4320, 10080}, number(d)) {
		c.addAt("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).")
	}
	c.whole(form, "rate_limit_per_user", 0, 21600)
	return c.found
}

// choices checks the suggestions of an option or of an autocomplete response.
// kind is the option's type, 0 if that is not known.
func (c *checker) choices(o Object, kind int) {
	c.each(o, "choices", 25, func(_ int, choice Object) {
		c.text(choice, "name", 1, 100)
		c.localized(choice, "name", 100)
		switch v := choice["value"].(type) {
		case string:
			if kind == 0 || kind == 3 {
				c.text(choice, "value", 1, 100)
			} else {
				c.addAt("value", "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not a number.", v))
			}
		case float64:
			if kind == 3 {
				c.addAt("value", "STRING_TYPE_CONVERT", "Could not interpret value as string.")
			}
		default:
			c.addAt("value", "BASE_TYPE_REQUIRED", "This field is required")
		}
	})
}

// locales of https://docs.discord.com/developers/reference#locales.
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")

// localized checks the translations of a member and returns the length of the
// longest of them and the member itself.
func (c *checker) localized(o Object, name string, most int) int {
	own, _ := o[name].(string)
	longest := utf8.RuneCountInString(own)
	translations, _ := o[name+"_localizations"].(Object)
	c.at(name+"_localizations", func() {
		for locale := range translations {
			if !slices.Contains(locales, locale) {
				c.addAt(locale, "LOCALIZATIONS_INVALID_LOCALE", fmt.Sprintf("%q is not a locale.", locale))
			}
			longest = max(longest, utf8.RuneCountInString(c.text(translations, locale, 1, most)))
		}
	})
	return longest
}
