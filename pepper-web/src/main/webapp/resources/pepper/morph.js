// Makes a part of the page like another without replacing what both have: the element with the focus, the text that
// is marked, an open menu and the place scrolled to stay.
var pepperMorph = (function () {
  "use strict";

  function keyOf(node) { return node.nodeType === 1 ? node.dataset.key || "" : ""; }

  function isLike(node, wanted) {
    return node && node.nodeType === wanted.nodeType && node.nodeName === wanted.nodeName
      && keyOf(node) === keyOf(wanted) && (node.id || "") === (wanted.id || "");
  }

  // What people open and close is theirs.
  function isTheirs(node, name) {
    return name === "open" && (node.nodeName === "DETAILS" || node.nodeName === "DIALOG");
  }

  function attributes(node, wanted) {
    Array.from(node.attributes).forEach(function (each) {
      if (!wanted.hasAttribute(each.name) && !isTheirs(node, each.name)) { node.removeAttribute(each.name); }
    });
    Array.from(wanted.attributes).forEach(function (each) {
      if (node.getAttribute(each.name) !== each.value && !isTheirs(node, each.name)) {
        node.setAttribute(each.name, each.value);
      }
    });
  }

  function children(node, wanted) {
    var keyed = {};
    Array.from(node.children).forEach(function (each) {
      if (keyOf(each)) { keyed[keyOf(each)] = each; }
    });
    var at = node.firstChild;
    Array.from(wanted.childNodes).forEach(function (each) {
      var own = keyOf(each) ? keyed[keyOf(each)] : at;
      if (!isLike(own, each)) {
        node.insertBefore(document.importNode(each, true), at);
        return;
      }
      if (own === at) { at = at.nextSibling; } else { node.insertBefore(own, at); }
      change(own, each);
    });
    while (at) {
      var next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  // What a script of the page shows is the script's.
  function isKept(node) { return node.nodeType === 1 && "kept" in node.dataset; }

  function change(node, wanted) {
    if (isKept(node)) { return; }
    if (node.nodeType === 1) {
      attributes(node, wanted);
      children(node, wanted);
    } else if (node.data !== wanted.data) {
      node.data = wanted.data;
    }
  }

  return {
    children: function (node, html) {
      var focused = document.activeElement;
      // A whole document would lose the blanks at its beginning, and with them the match of all that follows.
      var wanted = document.createElement("template");
      wanted.innerHTML = html;
      children(node, wanted.content);
      // Rows that change places take the focus along.
      if (focused !== document.activeElement && node.contains(focused)) { focused.focus({ preventScroll: true }); }
    }
  };
})();
