// What a run prints, shown while it grows.
var pepperOutput = (function () {
  "use strict";
  var MOST = 2000000;
  var panel = document.getElementById("output");
  var text = document.getElementById("output-text");
  var kill = document.getElementById("kill");
  var shown = null;
  // There is no such job.
  if (!panel) { return { acted: function () {} }; }

  function find(id) { return document.getElementById("output-" + id); }

  function state(label, style) {
    find("state").textContent = label;
    find("state").className = "badge " + style;
  }

  function open(run) {
    if (shown) { clearTimeout(shown.timer); }
    shown = { run: run, next: 0, patience: 15 };
    text.textContent = "";
    find("run").textContent = run;
    find("exit").textContent = "";
    state("waiting", "idle");
    if (kill) { kill.dataset.run = run; kill.hidden = true; }
    panel.hidden = false;
    history.replaceState(null, "", "#" + run);
    mark();
    look(shown);
  }

  function close() {
    if (shown) { clearTimeout(shown.timer); }
    shown = null;
    panel.hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    mark();
  }

  // Rows come and go with each refresh.
  function mark() {
    document.querySelectorAll("button[data-show]").forEach(function (button) {
      button.setAttribute("aria-expanded", String(shown !== null && button.dataset.show === shown.run));
    });
  }

  function again(mine, millis) {
    mine.timer = setTimeout(function () { look(mine); }, millis);
  }

  function look(mine) {
    if (mine !== shown) { return; }
    if (document.hidden) { again(mine, 1000); return; }
    var query = new URLSearchParams({ job: panel.dataset.job, run: mine.run, from: mine.next });
    fetch("cron-output?" + query, { headers: { Accept: "application/json" } })
      .then(function (answer) {
        return answer.json().then(function (part) { return { status: answer.status, part: part }; });
      })
      .then(function (answer) {
        if (mine === shown) { take(mine, answer.status, answer.part); }
      })
      .catch(function () {
        if (mine === shown) { state("no connection", "bad"); again(mine, 3000); }
      });
  }

  function take(mine, status, part) {
    // A run is listed a moment after it was asked for.
    if (status === 404 && mine.patience-- > 0) { again(mine, 1000); return; }
    if (status !== 200) {
      state("not shown", "bad");
      find("exit").textContent = part.problem;
      if (status === 503) { again(mine, 5000); }
      return;
    }
    append(part.text);
    var behind = part.next > mine.next && part.ended;
    mine.next = part.next;
    state(part.state, part.style);
    find("exit").textContent = "exitCode" in part ? "exit code " + part.exitCode : "";
    if (kill) { kill.hidden = part.ended; }
    if (part.whole) {
      if (!text.textContent) { text.textContent = "It printed nothing."; }
    } else {
      again(mine, behind ? 50 : 1000);
    }
  }

  function append(more) {
    if (!more) { return; }
    var atEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 8;
    text.append(more);
    if (text.textContent.length > MOST) {
      text.textContent = "…\n" + text.textContent.slice(-MOST / 2);
    }
    if (atEnd) { text.scrollTop = text.scrollHeight; }
  }

  document.addEventListener("click", function (event) {
    var show = event.target.closest("button[data-show]");
    if (show) {
      open(show.dataset.show);
      panel.scrollIntoView({ block: "nearest" });
    }
  });
  document.getElementById("output-close").addEventListener("click", close);
  document.addEventListener("pepper:fresh", mark);
  if (/^#[0-9a-f-]+\.\d+$/.test(location.hash)) { open(location.hash.slice(1)); }

  return {
    // What somebody starts they want to see.
    acted: function (args) {
      if (args && args.run) { open(args.run); }
    }
  };
})();
