// What people do with the jobs of a topic: chosen ones, the first few, all.
var pepperJobs = (function () {
  "use strict";
  var root = document.getElementById("topic-root");
  var acted = document.getElementById("acted");
  var NOTE = "pepper.acted";

  function call(method, path, body) {
    return fetch(root.dataset.api + path, {
      method: method,
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-Requested-With": "pepper" },
      body: body === undefined ? undefined : JSON.stringify(body)
    }).then(function (answer) {
      if (answer.status === 401) { throw new Error("You are logged out. Reload the page to log in again."); }
      return answer.json().catch(function () { return {}; }).then(function (json) {
        if (!answer.ok) { throw new Error(json.detail || "The server answered " + answer.status + "."); }
        return json;
      });
    });
  }

  function say(text, isProblem) {
    acted.textContent = (isProblem ? "✗ " : "✓ ") + text;
    acted.classList.toggle("bad", Boolean(isProblem));
  }

  function fail(problem) { say(problem.message, true); acted.focus(); }

  // Goes on to a page, which says what was done.
  function leave(text, address) {
    sessionStorage.setItem(NOTE, text);
    if (address) { location.assign(address); } else { location.reload(); }
  }

  function jobs(count) { return count === 1 ? "1 job" : count.toLocaleString("en") + " jobs"; }

  function list(state) {
    var topic = root.dataset.topic.split("/");
    return root.dataset.page + "?" + new URLSearchParams({ queue: topic[0], topic: topic[1], state: state });
  }

  function number(text) {
    var n = Number(text);
    if (!Number.isInteger(n) || n < 1) { throw new Error("'" + text + "' is not a number of jobs."); }
    return n;
  }

  var acts = {
    "replay-ids": function (what) { return call("POST", "/dead/replay", { ids: what.ids.split(",") }); },
    "replay-first": function (what) { return call("POST", "/dead/replay", { limit: number(what.value) }); },
    "replay-all": function () { return call("POST", "/dead/replay", {}); },
    "delete-ids": function (what) { return call("POST", "/jobs/delete", { state: root.dataset.state, ids: what.ids.split(",") }); },
    "delete-first": function (what) { return call("POST", "/jobs/delete", { state: "dead", limit: number(what.value) }); },
    "delete-all": function () { return call("DELETE", "/dead"); }
  };

  function act(parameters) {
    var what = {};
    parameters.forEach(function (each) { what[each.name] = each.value; });
    if (!acts[what.act]) { pepperTopicAct(parameters); return; }
    Promise.resolve().then(function () { return acts[what.act](what); }).then(function (done) {
      leave("replayed" in done ? jobs(done.replayed) + " ready again." : jobs("deleted" in done ? done.deleted : done.purged) + " deleted.",
        root.dataset.job ? list(root.dataset.state) : "");
    }).catch(fail);
  }

  function boxes() { return Array.from(document.querySelectorAll("input[data-id]")); }

  // A button tells which jobs it is for, and asks with their number.
  function choose() {
    var ids = boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.dataset.id; });
    document.querySelectorAll("button[data-words]").forEach(function (button) {
      button.disabled = ids.length === 0;
      button.dataset.ids = ids.join(",");
      button.dataset.ask = button.dataset.words + " " + (ids.length === 1 ? "the selected job?" : "the " + ids.length + " selected jobs?");
    });
    document.getElementById("chosen-count").textContent = ids.length ? ids.length + " selected" : "";
    var all = document.getElementById("choose-all");
    all.checked = ids.length > 0 && ids.length === boxes().length;
    all.indeterminate = ids.length > 0 && ids.length < boxes().length;
  }

  document.addEventListener("change", function (event) {
    if (event.target.id === "choose-all") {
      boxes().forEach(function (box) { box.checked = event.target.checked; });
    }
    if (event.target.id === "choose-all" || event.target.matches("input[data-id]")) { choose(); }
  });

  if (document.getElementById("choose-all")) { choose(); }
  if (sessionStorage.getItem(NOTE)) {
    say(sessionStorage.getItem(NOTE));
    sessionStorage.removeItem(NOTE);
    acted.focus({ preventScroll: true });
  }
  window.pepperAct = act;

  return { call: call, leave: leave, root: root };
})();
