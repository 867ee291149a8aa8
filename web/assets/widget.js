// Puts the question box of this site where its script stands on a page of another:
//   <script src="https://answers.example.org/widget.js" async></script>
// The other site must be listed in VERBATIM_LISTEN_ORIGINS. data-title names the frame for those
// who do not see it.
(() => {
	"use strict";
	const script = document.currentScript;
	const address = new URL("./?embed=1", script.src);
	const frame = document.createElement("iframe");
	frame.src = address.href;
	frame.title = script.dataset.title || "Verbatim";
	frame.loading = "lazy";
	frame.referrerPolicy = "no-referrer";
	frame.style.cssText = "width:100%;height:9rem;border:0;color-scheme:normal";
	addEventListener("message", event => {
		const height = Number(event.data?.verbatim);
		if (event.source === frame.contentWindow && event.origin === address.origin && height > 0) {
			frame.style.height = Math.min(height, 5000) + "px";
		}
	});
	script.after(frame);
})();
