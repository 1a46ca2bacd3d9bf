// The dialog in which a job's payload is edited and pushed again.
(function () {
  "use strict";
  var dialog = document.getElementById("edit");
  if (!dialog) { return; }
  var root = pepperJobs.root;
  var text = document.getElementById("edit-text");
  var hint = document.getElementById("edit-hint");
  var problem = document.getElementById("edit-problem");
  var push = document.getElementById("edit-push");
  var path = "/jobs/" + root.dataset.job;

  function fail(why) {
    problem.textContent = "✗ " + why.message;
    problem.hidden = false;
    push.disabled = false;
  }

  document.getElementById("edit-open").addEventListener("click", function () {
    problem.hidden = true;
    text.value = "";
    push.disabled = true;
    dialog.showModal();
    pepperJobs.call("GET", path + "?state=" + root.dataset.state).then(function (job) {
      pepperPayload.fill(text, hint, job);
      push.disabled = false;
      text.focus();
      text.setSelectionRange(0, 0);
    }).catch(function (why) { fail(why); push.disabled = true; });
  });
  text.addEventListener("input", function () { pepperPayload.describe(text, hint); });
  document.getElementById("edit-close").addEventListener("click", function () { dialog.close(); });
  push.addEventListener("click", function () {
    var deletes = document.getElementById("edit-delete");
    var body = pepperPayload.read(text);
    body.state = root.dataset.state;
    body.original = deletes && deletes.checked ? "delete" : "keep";
    push.disabled = true;
    problem.hidden = true;
    pepperJobs.call("POST", path + "/push", body).then(function (pushed) {
      var topic = root.dataset.topic.split("/");
      pepperJobs.leave("Pushed as job " + pushed.job + "; the original was " + pushed.original + ".",
        root.dataset.page + "?" + new URLSearchParams({ queue: topic[0], topic: topic[1], state: root.dataset.state }));
    }).catch(fail);
  });
})();
