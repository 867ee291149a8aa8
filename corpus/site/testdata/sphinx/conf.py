project = "The Lamp"
extensions = ["myst_parser"]
html_baseurl = "https://lamp.readthedocs.io/en/latest/"
myst_heading_anchors = 3
