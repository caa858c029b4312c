package main
import ("testing";"time";"strings";"os";"os/exec";"fmt")
func TestProf(t *testing.T) {
	l := newLoad(t)
	l.start()
	show := func(what string) {
		b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", l.process.Pid))
		s := what
		for line := range strings.Lines(string(b)) { if strings.HasPrefix(line, "VmRSS") || strings.HasPrefix(line,"Rss") { s += " " + strings.Join(strings.Fields(line), "") } }
		_, m := l.get("/metrics")
		for line := range strings.Lines(m) { if strings.HasPrefix(line, "go_memstats_heap_alloc") || strings.HasPrefix(line, "go_memstats_heap_inuse") || strings.HasPrefix(line, "go_goroutines") { s += " "+strings.TrimSpace(line) } }
		t.Log(s)
	}
	time.Sleep(5*time.Second)
	show("idle")
	t.Log(l.flood(60_000, 32))
	show("after 60000")
	time.Sleep(20*time.Second)
	exec.Command("curl", "-s", "-o", "/tmp/serve/heap.pprof", "http://"+l.addr+"/debug/pprof/heap?gc=1").Run()
	time.Sleep(5*time.Second)
	show("gc'd")
}
