package corpus

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// How a document says that it holds no longer: by a folder above it, by a mark behind its
// title or the name of its file, in front matter, or in how it begins. Who tells of something
// else that holds no longer says none of these.
var (
	outdatedFolder = regexp.MustCompile(`(?i)^(?:archived?|archives|attic|deprecated|obsolete|outdated|superseded|old|폐지|구버전|아카이브)$`)
	outdatedName   = regexp.MustCompile(`(?i)(?:[(\[【]\s*|[_—–-]\s*)(?:archived|deprecated|obsolete|outdated|superseded|old version|구버전|구판|옛 버전|폐지(?:됨|본)?)\s*[)\]】]?$|[(\[_]old[)\]]?$`)
	outdatedStatus = regexp.MustCompile(`(?i)^(?:archived|deprecated|obsolete|outdated|superseded|replaced|폐지|폐기)`)
	outdatedText   = regexp.MustCompile(`(?i)^\P{L}{0,20}(?:` +
		`(?:superseded|replaced) (?:on |by |since |in \d|\d)|(?:superseded|obsolete|outdated|deprecated|archived)[.:!]|` +
		`(?:this|the) (?:page|document|policy|guide|version) (?:is|was|has been) (?:now )?` +
		`(?:no longer (?:valid|current|in (?:use|force|effect)|maintained|kept up|used|updated|applicable)|out of date|outdated|obsolete|deprecated|superseded|replaced)|` +
		`(?:년 ?\d+월 ?\d+일)?(?:부터는?|이후) ?(?:더 ?이상 )?(?:쓰|사용하|적용하|적용되)지 ?않` + finite + `|(?:년 ?\d+월 ?\d+일)?까지만 ?유효|` +
		`더 ?이상 (?:쓰|사용하|유효하|적용되)지 ?않` + finite + `|` +
		`(?:이|본) (?:문서|페이지|규정|지침|안내)(?:은|는) (?:[\d\s년월일.-]+(?:에|부로)? ?)?(?:더 ?이상 유효하지|폐지(?:되|됐|됨|합)|(?:옛|예전|구) ?(?:문서|버전|규정))|` +
		`폐지된 (?:문서|페이지|규정|지침)(?:입니다|이다|\P{L}|$))`)
)

// finite ends a sentence, or says so of the document.
const finite = `(?:습니다|아요|음|는다|는 (?:문서|페이지|규정|지침))`

// saysNo are values of front matter that mean no.
var saysNo = []string{"", "false", "no", "off", "0", "none", "null", "-"}

// outdatedKeys are keys of front matter that say so by their value.
var outdatedKeys = []string{"deprecated", "archived", "obsolete", "outdated", "superseded", "superseded_by"}

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

// saysOutdated reports whether front matter says that its document holds no longer, by a key
// or by its status.
func saysOutdated(fields map[string]field) bool {
	return outdatedStatus.MatchString(strings.TrimSpace(fields["status"].value)) || slices.ContainsFunc(outdatedKeys, func(key string) bool {
		return !slices.Contains(saysNo, strings.ToLower(strings.TrimSpace(fields[key].value)))
	})
}
