"""list.py FOLDER BASE [clean]: the pages below a folder that a generator made, as JSON lines.

A page names its file itself: "This is the page FILE." Its address is the canonical one where it
names one, else that of its HTML file below BASE, without an index.html at its end, and with "clean" without any .html.
"""

import html.parser
import json
import os
import re
import sys

# Names of headings that the generators' themes put on every page.
OWN = {"searchModalLabel", "keyboardModalLabel", "starlight__on-this-page", "_top", "mdbook-help-title"}

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.canonical, self.title, self.anchors = "", "", "", []
        self.open, self.heading, self.sections = [], None, []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "section":
            self.sections.append(attrs.get("id"))
        if re.fullmatch("h[1-6]", tag):
            self.heading = [tag, attrs.get("id"), ""]
        elif self.heading and tag == "a" and not self.heading[1]:
            self.heading[1] = attrs.get("id")

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "section" and self.sections:
            self.sections.pop()
        if self.heading and tag == self.heading[0]:
            name, anchor, text = self.heading
            if not anchor and self.sections:
                anchor = self.sections[-1]
            text = re.sub(r"\s+", " ", re.sub("[¶#\u200b]$", "", text.strip())).strip()
            self.anchors.append([text, anchor or ""])
            self.heading = None

    def handle_data(self, data):
        if "script" in self.open or "style" in self.open:
            return
        if "title" in self.open and "svg" not in self.open:
            self.title += data
        else:
            self.text += data
        if self.heading:
            self.heading[2] += data


def main(folder, base, clean=""):
    pages = {}
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            if not name.endswith(".html") or name in ("404.html", "print.html", "search.html", "toc.html"):
                continue
            full = os.path.join(path, name)
            page = Page()
            with open(full, encoding="utf-8") as f:
                page.feed(f.read())
            files = re.findall(r"This is the page (\S.*?\.mdx?)\.", page.text)
            if len(set(files)) != 1:
                continue  # a list of pages, or none of them
            rel = os.path.relpath(full, folder).replace(os.sep, "/")
            url = page.canonical or base + re.sub(r"(^|/)index\.html$", r"\1", rel)
            if clean:
                url = re.sub(r"\.html$", "", url)
            if "Read more" in page.text or "/archive/" in rel:
                continue  # a list of posts that has one
            title = re.sub(r"(?<=.) [-—|] The Lamp.*$", "", page.title.strip())
            pages[files[0]] = {"file": files[0], "url": url, "title": title, "anchors": [h for h in page.anchors if h[1] and h[1] not in OWN]}
    for file in sorted(pages):
        print(json.dumps(pages[file], ensure_ascii=False))


main(*sys.argv[1:])
