package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"okbot/bot"
)

// start runs the program in this process on the built-in corpus. What is written
// to the first result it reads, what it writes is read from the second; the
// third tells its exit status and what it wrote to standard error.
func start(t *testing.T, args ...string) (*io.PipeWriter, *io.PipeReader, func() (int, string)) {
	in, stdin := io.Pipe()
	stdout, out := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan int, 1)
	p := &program{stdin: in, stdout: out, stderr: &stderr, getenv: func(string) string { return "" }}
	go func() {
		code := p.run(t.Context(), args)
		in.Close()
		out.Close()
		done <- code
	}()
	return stdin, stdout, func() (int, string) { return <-done, stderr.String() }
}

// TestBatchAnswersAtOnce asks a question only when the one before is answered,
// and holds each answer against the contract.
func TestBatchAnswersAtOnce(t *testing.T) {
	stdin, stdout, wait := start(t, "ask", "--json")
	answers := bufio.NewScanner(stdout)
	answers.Buffer(nil, 1<<20)
	for _, question := range []string{
		"오픈AI 코리아의 초대 총괄 대표는 누구야?",
		"Who was appointed the first general manager of OpenAI Korea?",
		`{"q":"그는 그 전에 어느 회사에 있었어?","after":"오픈AI 코리아의 초대 총괄 대표는 누구야?"}`,
		"",
		"xyzzyplugh",
	} {
		io.WriteString(stdin, question+"\n")
		if !answers.Scan() {
			t.Fatalf("%q: no answer: %v", question, answers.Err())
		}
		var a bot.Answer
		if err := json.Unmarshal(answers.Bytes(), &a); err != nil {
			t.Fatalf("%q: %v", question, err)
		}
		checkAnswer(t, a)
		if bytes.Contains(answers.Bytes(), []byte(":null")) {
			t.Errorf("%q: null in %s", question, answers.Bytes())
		}
	}
	stdin.Close()
	if code, stderr := wait(); code != 0 || stderr != "" {
		t.Errorf("status %d, stderr %q, want 0 and none", code, stderr)
	}
}

// checkAnswer checks what holds for every answer.
func checkAnswer(t *testing.T, a bot.Answer) {
	t.Helper()
	if a.Answered != (len(a.Snippets) > 0) || len(a.Snippets) > bot.DefaultLimit || len(a.Suggestions) > 3 {
		t.Errorf("%q: answered %v with %d snippets and %d suggestions", a.Question, a.Answered, len(a.Snippets), len(a.Suggestions))
	}
	for _, s := range a.Snippets {
		if !strings.Contains(s.Context, s.Text) {
			t.Errorf("%s: the snippet is not in its context", s.Passage)
		}
		if len(s.Citations) == 0 {
			t.Errorf("%s: no citation", s.Passage)
		}
		end := 0
		for i, h := range s.Highlights {
			if h[0] < end || h[0] == end && i > 0 || h[1] <= h[0] || h[1] > len(s.Text) {
				t.Errorf("%s: highlights %v of %d bytes", s.Passage, s.Highlights, len(s.Text))
			}
			end = h[1]
		}
	}
}

// TestReaderLeaves closes standard output before the answers are written.
func TestReaderLeaves(t *testing.T) {
	stdin, stdout, wait := start(t, "ask")
	stdout.Close()
	io.WriteString(stdin, "오픈AI\n")
	if code, stderr := wait(); code != 2 || stderr != "" {
		t.Errorf("status %d, stderr %q, want 2 and none", code, stderr)
	}
}

// TestClosedPipe does the same to the program as a process of its own, which a
// signal ends.
func TestClosedPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGPIPE on Windows")
	}
	cmd := exec.Command("okbot", "ask")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Stdin = strings.NewReader(strings.Repeat("오픈AI\n", 1000))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	stdout.Close()
	if err := cmd.Wait(); err == nil || stderr.Len() > 0 {
		t.Errorf("ended with %v, stderr %q, want a failure and none", err, &stderr)
	}
}
