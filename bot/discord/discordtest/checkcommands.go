package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// commandName is the documented form of chat input command and option names.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// Command types, and how many of each an application may have in one scope.
const (
	chatCommand    = 1
	userCommand    = 2
	messageCommand = 3
)

var mostCommands = map[int]int{chatCommand: 100, userCommand: 15, messageCommand: 15}

// checkCommands checks a bulk overwrite.
func checkCommands(forms []any) problems {
	var c checker
	seen, perType := map[string]bool{}, map[int]int{}
	for i, f := range forms {
		c.at(strconv.Itoa(i), func() {
			form, isObject := f.(Object)
			if !isObject {
				c.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
				return
			}
			c.command(form)
			kind := commandType(form)
			key := fmt.Sprint(kind, form["name"])
			if seen[key] {
				c.add("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
			}
			seen[key] = true
			if perType[kind]++; perType[kind] > mostCommands[kind] {
				c.add("MAX_APPLICATION_COMMANDS", fmt.Sprintf("Maximum number of application commands reached (%d).", mostCommands[kind]))
			}
		})
	}
	return c.found
}

// checkCommand checks one command.
func checkCommand(form Object) problems {
	var c checker
	c.command(form)
	return c.found
}

func commandType(form Object) int {
	if form["type"] == nil {
		return chatCommand
	}
	return number(form["type"])
}

// command checks a command against
// https://docs.discord.com/developers/interactions/application-commands.
func (c *checker) command(form Object) {
	c.whole(form, "type", 1, 4)
	total := 0
	switch commandType(form) {
	case chatCommand:
		total += c.named(form) + c.described(form)
		total += c.options(form)
	default:
		c.text(form, "name", 1, 32)
		total += c.localized(form, "name", 32)
		if d, _ := form["description"].(string); d != "" {
			c.addAt("description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", "Context menu commands cannot have description")
		}
		if o, _ := form["options"].([]any); len(o) > 0 {
			c.addAt("options", "APPLICATION_COMMAND_INVALID_OPTIONS", "Context menu commands cannot have options")
		}
	}
	if total > 8000 {
		c.add("APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
	}
	c.members(form, "contexts", 2)
	c.members(form, "integration_types", 1)
}

// members checks a list of whole numbers from 0 to most, each once.
func (c *checker) members(form Object, name string, most int) {
	l, _ := form[name].([]any)
	seen := map[int]bool{}
	for i, v := range l {
		n, isNumber := v.(float64)
		if !isNumber || n < 0 || int(n) > most || seen[int(n)] {
			c.at(name, func() {
				c.addAt(strconv.Itoa(i), "BASE_TYPE_CHOICES", "Value is not one of those allowed, or is there twice.")
			})
		}
		seen[int(n)] = true
	}
}

// named checks the name of a chat input command or option, and returns its size.
func (c *checker) named(o Object) int {
	check := func(at Object, key string) {
		name := c.text(at, key, 1, 32)
		if name != "" && (!commandName.MatchString(name) || name != strings.ToLower(name)) {
			c.addAt(key, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
		}
	}
	check(o, "name")
	translations, _ := o["name_localizations"].(Object)
	c.at("name_localizations", func() {
		for locale := range translations {
			check(translations, locale)
		}
	})
	return c.localized(o, "name", 32)
}

func (c *checker) described(o Object) int {
	c.text(o, "description", 1, 100)
	return c.localized(o, "description", 100)
}

// Option types: subcommands hold options themselves, some can have choices.
const (
	optSubcommand = 1
	optGroup      = 2
	optString     = 3
	optInteger    = 4
	optNumber     = 10
	optLast       = 11
)

// options checks the options of a command or subcommand, and returns their size.
func (c *checker) options(o Object) int {
	total := 0
	seen, optional := map[any]bool{}, false
	c.each(o, "options", 25, func(_ int, opt Object) {
		kind := number(opt["type"])
		c.whole(opt, "type", 1, optLast)
		if opt["type"] == nil {
			c.addAt("type", "BASE_TYPE_REQUIRED", "This field is required")
		}
		total += c.named(opt) + c.described(opt) + c.options(opt)
		if seen[opt["name"]] {
			c.add("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists in parent.options")
		}
		seen[opt["name"]] = true
		required, _ := opt["required"].(bool)
		if required && optional {
			c.add("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !required && kind > optGroup
		total += c.suggested(opt, kind)
	})
	return total
}

// suggested checks what an option says about its values, and returns the size
// of its choices.
func (c *checker) suggested(opt Object, kind int) int {
	choices, _ := opt["choices"].([]any)
	auto, _ := opt["autocomplete"].(bool)
	takes := slices.Contains([]int{optString, optInteger, optNumber}, kind)
	if (auto || len(choices) > 0) && !takes {
		c.add("APPLICATION_COMMAND_OPTION_INVALID", "Only string, integer and number options have choices")
	}
	if auto && len(choices) > 0 {
		c.addAt("choices", "APPLICATION_COMMAND_OPTION_CHOICES_AND_AUTOCOMPLETE", "Choices and autocomplete exclude each other")
	}
	c.whole(opt, "min_length", 0, 6000)
	c.whole(opt, "max_length", 1, 6000)
	if kind != optString && (opt["min_length"] != nil || opt["max_length"] != nil) {
		c.add("APPLICATION_COMMAND_OPTION_INVALID", "Only string options have lengths")
	}
	c.choices(opt, kind)
	total := 0
	for _, v := range choices {
		choice, _ := v.(Object)
		total += len([]rune(fmt.Sprint(choice["name"]))) + len([]rune(fmt.Sprint(choice["value"])))
	}
	return total
}
