// Talks to a topic's consumer beside the queue, and keeps what this browser sent.
(function () {
  "use strict";
  var dialog = document.getElementById("console");
  if (!dialog) { return; }
  var KEPT = 10;
  var MOST = 100000;
  var key = "pepper.sent." + pepperJobs.root.dataset.topic;
  var text = find("text");
  var hint = find("hint");

  function find(id) { return document.getElementById("console-" + id); }

  function history() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (e) { return []; }
  }

  function keep(payload) {
    var shown = JSON.stringify(payload);
    if (shown.length > MOST) { return; }
    var others = history().filter(function (each) { return JSON.stringify(each) !== shown; });
    try {
      localStorage.setItem(key, JSON.stringify([payload].concat(others).slice(0, KEPT)));
    } catch (e) { hint.textContent = "This browser keeps no history: " + e.message; }
  }

  function offer(list, payloads, none) {
    list.replaceChildren();
    payloads.forEach(function (payload) {
      var item = document.createElement("li");
      var button = document.createElement("button");
      var shown = payload.payload === undefined ? payload.payloadBase64 : payload.payload;
      button.type = "button";
      button.className = "quiet";
      button.textContent = shown.length > 120 ? shown.slice(0, 120) + "…" : shown || "(empty)";
      button.addEventListener("click", function () {
        pepperPayload.fill(text, hint, payload);
        text.focus();
      });
      item.append(button);
      list.append(item);
    });
    if (!payloads.length) {
      var empty = document.createElement("li");
      empty.className = "soft";
      empty.textContent = none;
      list.append(empty);
    }
  }

  function only(job) {
    return job.payload === undefined ? { payloadBase64: job.payloadBase64 } : { payload: job.payload };
  }

  function showEarlier() {
    offer(find("history"), history(), "Nothing yet.");
    var states = ["dead", "ready", "scheduled"];
    Promise.all(states.map(function (state) {
      return pepperJobs.call("GET", "/jobs?limit=5&state=" + state).then(function (page) { return page.jobs; });
    })).then(function (pages) {
      offer(find("jobs"), pages.flat().slice(0, KEPT).map(only), "The topic has no waiting or dead jobs.");
    }).catch(function (why) { offer(find("jobs"), [], why.message); });
  }

  function show(outcome, style, facts, error, answer) {
    find("result").hidden = false;
    find("outcome").textContent = outcome;
    find("outcome").className = "badge " + style;
    find("facts").textContent = facts;
    find("error").textContent = error;
    var headers = Object.entries(answer.headers || {}).map(function (each) { return each.join(": "); }).join("\n");
    [["headers", headers], ["body", answer.body], ["stderr", answer.stderr]].forEach(function (part) {
      find(part[0]).textContent = part[1] || "";
      find(part[0]).hidden = !part[1];
      find(part[0]).previousElementSibling.hidden = !part[1];
    });
    find("result").scrollIntoView({ block: "nearest" });
  }

  function seconds(duration) {
    var parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration);
    if (!parts) { return duration; }
    var all = Number(parts[1] || 0) * 3600 + Number(parts[2] || 0) * 60 + Number(parts[3] || 0);
    return all < 1 ? Math.round(all * 1000) + " ms" : all.toFixed(1) + " s";
  }

  function ask(path, body, words) {
    var buttons = [find("send"), find("ping")];
    buttons.forEach(function (button) { button.disabled = true; });
    show("Waiting for the consumer", "busy", "", "", {});
    pepperJobs.call("POST", path, body).then(function (answer) {
      var facts = [
        "code " + (answer.code || "none"),
        answer.errorCode ? "error code " + answer.errorCode : "",
        answer.consumeTopics ? "topics " + answer.consumeTopics : "",
        "after " + seconds(answer.duration)
      ].filter(Boolean).join(", ");
      show(answer.succeeded ? "✓ " + words[0] : "✗ " + words[1], answer.succeeded ? "good" : "bad",
        facts, answer.error, answer);
    }).catch(function (why) {
      show("✗ Not sent", "bad", "", why.message, {});
    }).finally(function () {
      buttons.forEach(function (button) { button.disabled = false; });
    });
  }

  // The button is replaced whenever the page refreshes itself.
  document.addEventListener("click", function (event) {
    if (event.target.id === "open-console") {
      dialog.showModal();
      text.focus();
      showEarlier();
    }
  });
  text.addEventListener("input", function () {
    if (!text.value) { delete text.dataset.form; }
    pepperPayload.describe(text, hint);
  });
  find("close").addEventListener("click", function () { dialog.close(); });
  find("ping").addEventListener("click", function () { ask("/ping", {}, ["The consumer serves the topic", "The ping failed"]); });
  find("send").addEventListener("click", function () {
    var payload = pepperPayload.read(text);
    keep(payload);
    ask("/test", payload, ["Succeeded", "Failed"]);
    offer(find("history"), history(), "Nothing yet.");
  });
})();
