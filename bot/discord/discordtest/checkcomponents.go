package discordtest

import "slices"

// Component types of https://docs.discord.com/developers/components/reference.
const (
	compRow       = 1
	compButton    = 2
	compSelect    = 3
	compUser      = 5
	compRole      = 6
	compMention   = 7
	compChannel   = 8
	compSection   = 9
	compText      = 10
	compThumbnail = 11
	compGallery   = 12
	compFile      = 13
	compSeparator = 14
	compContainer = 17
)

// components checks the rows of a message or, of the second version of
// components, its layout: at most 40 components, 4000 characters, no content and no embeds.
func (c *checker) components(form Object, second bool) {
	ids := map[string]bool{}
	if !second {
		c.each(form, "components", 5, func(_ int, row Object) {
			if number(row["type"]) != compRow {
				c.addAt("type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
				return
			}
			c.row(row, ids)
		})
		return
	}
	if form["content"] != nil && form["content"] != "" {
		c.addAt("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			"The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	if e, _ := form["embeds"].([]any); len(e) > 0 {
		c.addAt("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
			"The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	count, text := 0, 0
	c.layout(form, "components", ids, &count, &text, false)
	if count > 40 {
		c.addAt("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components exceeds the maximum of 40")
	}
	if text > 4000 {
		c.addAt("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Component displayable text exceeds maximum size of 4000")
	}
}

// layout checks components of the second version, nested where they may be.
func (c *checker) layout(o Object, name string, ids map[string]bool, count, text *int, inside bool) {
	c.each(o, name, 40, func(_ int, comp Object) {
		*count++
		switch kind := number(comp["type"]); {
		case kind == compRow:
			c.row(comp, ids)
			inner, _ := comp["components"].([]any)
			*count += len(inner)
		case kind == compText:
			*text += len([]rune(c.text(comp, "content", 1, 4000)))
		case kind == compSection:
			c.section(comp, ids, count, text)
		case kind == compContainer && !inside:
			c.whole(comp, "accent_color", 0, 0xFFFFFF)
			c.layout(comp, "components", ids, count, text, true)
		case slices.Contains([]int{compGallery, compFile, compSeparator}, kind):
		default:
			c.addAt("type", "UNION_TYPE_CHOICES", "Value of field \"type\" is not allowed here.")
		}
	})
}

// section checks one to three texts with a button or picture beside them.
func (c *checker) section(comp Object, ids map[string]bool, count, text *int) {
	c.each(comp, "components", 3, func(_ int, t Object) {
		*count++
		if number(t["type"]) != compText {
			c.addAt("type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (10,).")
		}
		*text += len([]rune(c.text(t, "content", 1, 4000)))
	})
	*count++
	beside, given := comp["accessory"].(Object)
	c.at("accessory", func() {
		switch kind := number(beside["type"]); {
		case !given:
			c.add("BASE_TYPE_REQUIRED", "This field is required")
		case kind == compButton:
			c.button(beside, ids)
		case kind != compThumbnail:
			c.addAt("type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (2, 11).")
		}
	})
}

// row checks up to five buttons, or one menu.
func (c *checker) row(row Object, ids map[string]bool) {
	inner, _ := row["components"].([]any)
	if len(inner) == 0 {
		c.addAt("components", "BASE_TYPE_REQUIRED", "This field is required")
	}
	c.each(row, "components", 5, func(_ int, comp Object) {
		switch kind := number(comp["type"]); {
		case kind == compButton:
			c.button(comp, ids)
		case kind == compSelect || kind >= compUser && kind <= compChannel:
			c.customID(comp, ids)
			c.text(comp, "placeholder", 0, 150)
			c.each(comp, "options", 25, func(_ int, o Object) {
				c.text(o, "label", 1, 100)
				c.text(o, "value", 1, 100)
				c.text(o, "description", 0, 100)
			})
			if len(inner) > 1 {
				c.add("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
			}
		default:
			c.addAt("type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).")
		}
	})
}

const linkButton, premiumButton = 5, 6

func (c *checker) button(b Object, ids map[string]bool) {
	c.text(b, "label", 0, 80)
	style := number(b["style"])
	c.whole(b, "style", 1, premiumButton)
	if _, given := b["style"]; !given {
		c.addAt("style", "BASE_TYPE_REQUIRED", "This field is required")
	}
	if style == premiumButton {
		return
	}
	if (b["label"] == nil || b["label"] == "") && b["emoji"] == nil {
		c.add("BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL", "A button must have a label or an emoji")
	}
	if style == linkButton {
		c.text(b, "url", 1, 512)
		c.link(b, "url", 512)
		if b["custom_id"] != nil {
			c.add("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
		}
		return
	}
	if b["url"] != nil {
		c.addAt("url", "BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only link buttons have a url")
	}
	c.customID(b, ids)
}

func (c *checker) customID(comp Object, ids map[string]bool) {
	id := c.text(comp, "custom_id", 1, 100)
	if id != "" && ids[id] {
		c.addAt("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	ids[id] = true
}
