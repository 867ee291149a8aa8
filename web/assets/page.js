// Makes the page quicker to use: answers without loading it again, and "/" to the question.
// Without this script the form does the same by loading a page.
const form = document.querySelector("form");
const field = document.getElementById("q");
const status = document.getElementById("status");
let asking = null; // what stops the question that is being answered

// ask shows the answer that an address leads to.
async function ask(address, remember) {
	if (asking) asking.abort();
	const mine = asking = new AbortController();
	const answer = document.getElementById("answer");
	status.textContent = status.dataset.asking;
	answer.setAttribute("aria-busy", "true");
	try {
		const response = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
		const page = new DOMParser().parseFromString(await response.text(), "text/html");
		const found = page.getElementById("answer");
		if (!found) throw new Error(response.statusText);
		answer.replaceWith(document.adoptNode(found));
		document.title = page.title;
		if (remember) history.pushState(null, "", address);
		status.textContent = "";
		if (remember) found.focus();
	} catch (error) {
		if (mine.signal.aborted) return;
		answer.removeAttribute("aria-busy");
		status.textContent = status.dataset.failed;
	}
	if (asking === mine) asking = null;
	tellHeight();
}

form.addEventListener("submit", event => {
	event.preventDefault();
	const address = new URL(form.action);
	address.search = new URLSearchParams(new FormData(form));
	ask(address, true);
});

addEventListener("popstate", () => {
	field.value = new URLSearchParams(location.search).get("q") ?? "";
	ask(location.href, false);
});

addEventListener("keydown", event => {
	const typing = event.target.closest("input, textarea, select, [contenteditable]");
	if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
		event.preventDefault();
		field.focus();
		field.select();
	}
});

// tellHeight lets the page around this one make room for it (widget.js). It is told a number only.
function tellHeight() {
	if (parent !== window) parent.postMessage({ verbatim: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
}
if (parent !== window) new ResizeObserver(tellHeight).observe(document.body);
