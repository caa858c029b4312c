package corpus

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// How a document says that it holds no longer: by a folder above it, at the end of its
// title or of its file's name, in front matter, or in how it begins.
var (
	outdatedFolder = regexp.MustCompile(`(?i)^(?:archived?|archives|attic|deprecated|obsolete|outdated|superseded|old|폐지|폐기|구버전|아카이브)$`)
	outdatedName   = regexp.MustCompile(`(?i)(?:^|[\s(\[【_—–:-])(?:archived|deprecated|obsolete|outdated|superseded|old(?: version)?|폐지|폐기|구버전|구판|옛 버전)[)\]】]?$`)
	outdatedValue  = regexp.MustCompile(`(?i)^(?:archived|deprecated|obsolete|outdated|superseded|replaced|폐지|폐기)$`)
	outdatedText   = regexp.MustCompile(`(?i)^\P{L}{0,20}(?:` +
		`(?:superseded|replaced|obsolete|outdated)(?: on| by| since| \d|[.:!])|deprecated[.:!]|` +
		`(?:this|the) (?:page|document|policy|guide|version|file) (?:is|was|has been) (?:now )?(?:no longer|out of date|outdated|obsolete|deprecated|archived|superseded|replaced)|` +
		`(?:년 ?\d+월 ?\d+일)?(?:부터는?|까지만) ?(?:쓰지 않|사용하지 않|적용하지 않|적용되지 않|유효)|` +
		`더 ?이상 (?:쓰지|사용하지|유효하지|적용되지) 않|` +
		`(?:이|본) (?:문서|페이지|규정|지침|안내|버전)(?:은|는) (?:[\d\s년월일.-]+(?:에|부터)? ?)?(?:더 ?이상|폐지|옛|예전|구버전)|폐지된 (?:문서|페이지|규정|지침))`)
)

// outdatedKeys are keys of front matter that say so by their value.
var outdatedKeys = []string{"deprecated", "archived", "obsolete", "outdated", "superseded"}

// maxOpening is how many bytes of a document's first paragraph say what it is.
const maxOpening = 300

// isOutdated reports whether a document says that it holds no longer. file is its path,
// title its title, and opening its first paragraph.
func isOutdated(file, title, opening string, front frontMatter) bool {
	folder, name := path.Split(file)
	if front.outdated || slices.ContainsFunc(strings.Split(folder, "/"), outdatedFolder.MatchString) {
		return true
	}
	name = strings.TrimSuffix(name, path.Ext(name))
	return outdatedName.MatchString(strings.TrimSpace(name)) || outdatedName.MatchString(strings.TrimSpace(title)) ||
		outdatedText.MatchString(opening[:min(len(opening), maxOpening)])
}

// saysOutdated reports whether front matter says that its document holds no longer: a key
// that is true or has a value of its own, or the status.
func saysOutdated(fields map[string]field) bool {
	for _, key := range outdatedKeys {
		if v := strings.ToLower(strings.TrimSpace(fields[key].value)); v != "" && v != "false" && v != "no" {
			return true
		}
	}
	return fields["superseded_by"].value != "" || outdatedValue.MatchString(strings.TrimSpace(fields["status"].value))
}
