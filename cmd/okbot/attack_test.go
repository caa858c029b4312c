//go:build linux

package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"okbot/corpus/corpustest"
)

// The budget of a hostile corpus.
const (
	attackTime   = 2 * time.Second // of processors
	attackMemory = 64              // MB over a corpus without it
	attackSecret = "xoxb-1234567890-attacked"
)

// needsAttack skips a test that takes long unless it was asked for.
func needsAttack(t *testing.T) {
	if os.Getenv("OKBOT_ATTACK") == "" {
		t.Skip("set OKBOT_ATTACK=1 to attack the program")
	}
}

// ran is what became of one run of the program.
type ran struct {
	status         int
	stdout, stderr string
	cpu            time.Duration
	memory         int // MB at most
}

func init() { programs["measured"] = measured }

// measured is a program that runs okbot, and writes to the file OKBOT_MEASURED what
// that took. A process that is started by a large one counts the memory of that.
func measured() {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := &exec.Cmd{Path: self, Args: append([]string{"okbot"}, os.Args[1:]...), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	slow := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	cmd.Wait()
	slow.Stop()
	took := cmd.ProcessState
	line := fmt.Sprintln(took.ExitCode(), int64(took.UserTime()+took.SystemTime()), took.SysUsage().(*syscall.Rusage).Maxrss>>10)
	if err := os.WriteFile(os.Getenv("OKBOT_MEASURED"), []byte(line), 0o600); err != nil {
		panic(err)
	}
}

// attacked runs the program in a process of its own, with a secret among its
// variables.
func attacked(t *testing.T, vars []string, stdin string, args ...string) (r ran) {
	t.Helper()
	self, err := os.Executable()
	mustDo(t, err)
	var out, problems bytes.Buffer
	figures := filepath.Join(t.TempDir(), "figures")
	cmd := &exec.Cmd{Path: self, Args: append([]string{"measured"}, args...), Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &problems,
		Env: append(vars, "SLACK_BOT_TOKEN="+attackSecret, "HOME="+t.TempDir(), "OKBOT_MEASURED="+figures)}
	mustDo(t, cmd.Run())
	r.stdout, r.stderr = out.String(), problems.String()
	line, err := os.ReadFile(figures)
	mustDo(t, err)
	_, err = fmt.Sscan(string(line), &r.status, &r.cpu, &r.memory)
	mustDo(t, err)
	if strings.Contains(r.stdout+r.stderr, attackSecret) {
		t.Error("it tells a secret")
	}
	if strings.Contains(r.stderr, "panic") || strings.Contains(r.stderr, "goroutine ") {
		t.Errorf("it panics: %.2000s", r.stderr)
	}
	return r
}

// placed are attacks that are more than one text: each makes something in a folder.
var placed = map[string]func(t *testing.T, dir string){
	"link to the environment": func(t *testing.T, dir string) {
		mustDo(t, os.Symlink("/proc/self/environ", filepath.Join(dir, "x.en.md")))
	},
	"link to the folder": func(t *testing.T, dir string) { mustDo(t, os.Symlink(".", filepath.Join(dir, "again"))) },
	"links to each other": func(t *testing.T, dir string) {
		mustDo(t, os.Symlink("b.md", filepath.Join(dir, "a.md")))
		mustDo(t, os.Symlink("a.md", filepath.Join(dir, "b.md")))
	},
	"many links": func(t *testing.T, dir string) {
		for i := range 5000 {
			mustDo(t, os.Symlink(".", filepath.Join(dir, fmt.Sprint("link", i))))
		}
	},
	"link to the root": func(t *testing.T, dir string) { mustDo(t, os.Symlink("/", filepath.Join(dir, "root"))) },
	"zeros":            func(t *testing.T, dir string) { mustDo(t, os.Symlink("/dev/zero", filepath.Join(dir, "zero.md"))) },
	"pipe":             func(t *testing.T, dir string) { mustDo(t, syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600)) },
	"socket": func(t *testing.T, dir string) {
		t.Chdir(dir) // the path of a socket is short
		l, err := net.Listen("unix", "socket.md")
		mustDo(t, err)
		t.Cleanup(func() { l.Close() })
	},
	"hole": func(t *testing.T, dir string) {
		place(t, dir, "hole.md", "Text.")
		mustDo(t, os.Truncate(filepath.Join(dir, "hole.md"), 1<<40))
	},
	"folder called x.md":  func(t *testing.T, dir string) { mustDo(t, os.Mkdir(filepath.Join(dir, "x.md"), 0o700)) },
	"sidecar is a folder": func(t *testing.T, dir string) { mustDo(t, os.Mkdir(filepath.Join(dir, "good.yaml"), 0o700)) },
	"sources are a folder": func(t *testing.T, dir string) {
		mustDo(t, os.Mkdir(filepath.Join(dir, "sources.yaml"), 0o700))
	},
	"deep folders": func(t *testing.T, dir string) {
		deep := filepath.Join(dir, strings.Repeat("d/", 1500))
		mustDo(t, os.MkdirAll(deep, 0o700))
		place(t, deep, "x.md", "Text.")
	},
	"many files": func(t *testing.T, dir string) {
		for i := range 5000 {
			place(t, dir, fmt.Sprint(i, ".md"), "")
		}
	},
	"many folders": func(t *testing.T, dir string) {
		for i := range 2000 {
			place(t, dir, fmt.Sprintf("%d/.gitignore", i), "*.x\n/a/**/b\n")
		}
	},
	"long names": func(t *testing.T, dir string) {
		for i := range 1000 {
			place(t, dir, fmt.Sprintf("%04d%s.md", i, strings.Repeat("n", 240)), "Text.")
		}
	},
	"names like commands": func(t *testing.T, dir string) {
		place(t, dir, "-rf\n\x1b[31m\u202e.md", "Text.")
	},
	"the same in two spellings": func(t *testing.T, dir string) {
		place(t, dir, "e\u0301.md", "Text.")
		place(t, dir, "\u00e9.md", "Text.")
	},
}

func place(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, name)
	mustDo(t, os.MkdirAll(filepath.Dir(name), 0o700))
	mustDo(t, os.WriteFile(name, []byte(text), 0o600))
}

// TestAttackCorpora asks each hostile corpus what another file of it tells. It is
// answered within the budget, or the program names the file that it refuses.
func TestAttackCorpora(t *testing.T) {
	needsAttack(t)
	attacks := maps.Clone(placed)
	for prefix, texts := range map[string]map[string]string{
		"marks ": corpustest.Hostile(100_000), "some ": corpustest.Large(700_000), "large ": corpustest.Large(2_090_000), "huge ": corpustest.Large(15 << 20),
	} {
		for name, text := range texts {
			base, isSidecar := strings.CutSuffix(name, ".yaml")
			attacks[prefix+name] = func(t *testing.T, dir string) {
				place(t, dir, name, text)
				if isSidecar {
					place(t, dir, base+".en.md", "Text.")
				}
			}
		}
	}
	t.Logf("%d hostile corpora", len(attacks))
	ask := func(t *testing.T, attack func(*testing.T, string)) ran {
		dir := filepath.Join(t.TempDir(), "docs")
		place(t, dir, "good.md", "Lunch is at noon.")
		attack(t, dir)
		return attacked(t, nil, "", "ask", "--corpus", dir, "When is lunch?")
	}
	var empty ran
	for range 3 { // which differ by a few MB
		empty.memory = max(empty.memory, ask(t, func(*testing.T, string) {}).memory)
	}
	var most ran
	for _, name := range slices.Sorted(maps.Keys(attacks)) {
		t.Run(name, func(t *testing.T) {
			r := ask(t, attacks[name])
			if answered := strings.Contains(r.stdout, "noon"); !answered && (r.status != failed || !strings.Contains(r.stderr, "docs/")) {
				t.Errorf("status %d: %s%s", r.status, r.stdout, r.stderr)
			}
			if r.cpu > attackTime || r.memory > empty.memory+attackMemory {
				t.Errorf("it took %v and %d MB, where %d MB are taken without it", r.cpu, r.memory, empty.memory)
			}
			t.Logf("%v, %d MB", r.cpu, r.memory-empty.memory)
			most.cpu, most.memory = max(most.cpu, r.cpu), max(most.memory, r.memory)
		})
	}
	t.Logf("at most %v of processors, %d MB over %d", most.cpu, most.memory-empty.memory, empty.memory)
}

// hostileQuestions returns n questions of kinds that cost much to read, to correct
// or to search for.
func hostileQuestions(n int) []string {
	random := rand.New(rand.NewPCG(3, 4))
	from := func(alphabet []rune, least, most int) string {
		w := make([]rune, least+random.IntN(most-least+1))
		for i := range w {
			w[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(w)
	}
	var syllables []rune
	for r := '가'; r <= '힣'; r++ {
		syllables = append(syllables, r)
	}
	common := []rune("가나다라마바사아자차카타파하고기그는은이의을를에서한로정시대인원장일지해보전상주부수공사도")
	jamo := []rune("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣㅐㅔ")
	latin := []rune("abcdefghijklmnopqrstuvwxyz")
	words := strings.Fields("오픈AI 코리아 대표 서울 사무소 카카오 삼성전자 챗GPT 스타게이트 요금 이용자 협력 데이터센터 openai korea kakao samsung office general manager stargate users price partner")
	word := func() string { return words[random.IntN(len(words))] }
	typo := func() string {
		w := []rune(word())
		w[random.IntN(len(w))] = common[random.IntN(len(common))]
		return string(w)
	}
	one := func(list ...string) string { return list[random.IntN(len(list))] }
	kinds := []func() string{
		func() string { return from(syllables, 2, 6) + " " },
		func() string { return from(syllables, 9, 9) },
		func() string { return from(common, 2, 6) + " " },
		func() string { return from(common, 9, 9) },
		func() string { return from(latin, 3, 12) + " " },
		func() string { return from(jamo, 3, 12) + " " },
		func() string { return word() + " " },
		word,
		func() string { return typo() + " " },
		typo,
		func() string {
			return from(common, 1, 3) + one("에서는", "으로부터", "이라고는", "까지도", "했습니다만", "하지않았다고") + one(" ", "")
		},
		func() string {
			return one("2025년 5월", "지난달", "어제", "last month", "since 2024", "3 days ago") + " "
		},
		func() string { return one("누구야?", "언제?", "what is it?", "and who?") + " " + word() + "? " },
		func() string { return one("(", "[", `"`, "“", "*", "`", "<", "{") + word() },
		func() string { return "e\u0301\u0302" + one("", " ") },
	}
	questions := make([]string, n)
	for i := range questions {
		length := 1 + random.IntN(1900)
		var b strings.Builder
		for chars := 0; chars < length; {
			part := kinds[i%len(kinds)]()
			b.WriteString(part)
			chars += len([]rune(part))
		}
		questions[i] = strings.TrimLeft(b.String(), "{")
	}
	return questions
}

// TestAttackQuestions asks hostile questions, each of which is one line of output.
// The budget is that of all, since the time of one depends on what else a machine
// does.
func TestAttackQuestions(t *testing.T) {
	needsAttack(t)
	const n = 3000
	questions := hostileQuestions(n)
	r := attacked(t, nil, strings.Join(questions, "\n")+"\n", "ask", "--json")
	if lines := strings.Count(r.stdout, "\n"); r.status != ok || lines != n {
		t.Errorf("status %d, %d lines for %d questions: %.500s", r.status, lines, n, r.stderr)
	}
	if mean := r.cpu / n; mean > 10*time.Millisecond || r.memory > 192 {
		t.Errorf("a question took %v in the mean, and all of them %d MB", mean, r.memory)
	}
	t.Logf("%v in the mean, %d MB", r.cpu/n, r.memory)
}

// TestAttackState opens folders of the state in which something is wrong: the
// program says so, or goes on without it, and destroys nothing that is not its own.
func TestAttackState(t *testing.T) {
	needsAttack(t)
	for name, attack := range map[string]func(t *testing.T, dir string){
		"layout is empty":      func(t *testing.T, dir string) { place(t, dir, "okbot.json", "") },
		"layout is a list":     func(t *testing.T, dir string) { place(t, dir, "okbot.json", "[[[") },
		"layout of the future": func(t *testing.T, dir string) { place(t, dir, "okbot.json", `{"version":99}`) },
		"layout names what is not": func(t *testing.T, dir string) {
			place(t, dir, "okbot.json", `{"version":1,"streams":["../../x","questions"]}`)
		},
		"layout is large":    func(t *testing.T, dir string) { place(t, dir, "okbot.json", strings.Repeat("[", 10<<20)) },
		"layout is a folder": func(t *testing.T, dir string) { mustDo(t, os.MkdirAll(filepath.Join(dir, "okbot.json"), 0o700)) },
		"lock is a folder":   func(t *testing.T, dir string) { mustDo(t, os.MkdirAll(filepath.Join(dir, "okbot.lock"), 0o700)) },
		"streams are a file": func(t *testing.T, dir string) { place(t, dir, "nats", "x") },
		"streams are a link": func(t *testing.T, dir string) { mustDo(t, os.Symlink("/proc", filepath.Join(dir, "nats"))) },
		"a stream without data": func(t *testing.T, dir string) {
			place(t, dir, "nats/jetstream/$G/streams/okbot-questions/meta.inf", "{}")
		},
		"a stream of noise": func(t *testing.T, dir string) {
			place(t, dir, "nats/jetstream/$G/streams/okbot-questions/msgs/1.blk", strings.Repeat("\x00\xff", 1<<20))
		},
		"somebody else's file": func(t *testing.T, dir string) { place(t, dir, "thesis.txt", "Mine.") },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			place(t, dir, "kept.txt", "Mine.")
			attack(t, dir)
			r := attacked(t, []string{"OKBOT_DATA=" + dir}, "", "data", "export")
			if r.status != ok && (r.status != failed || r.stderr == "") {
				t.Errorf("status %d: %s", r.status, r.stderr)
			}
			if r.cpu > attackTime || r.memory > 192 {
				t.Errorf("it took %v and %d MB", r.cpu, r.memory)
			}
			if kept, err := os.ReadFile(filepath.Join(dir, "kept.txt")); string(kept) != "Mine." {
				t.Errorf("a file of somebody else's: %q, %v", kept, err)
			}
		})
	}
}
