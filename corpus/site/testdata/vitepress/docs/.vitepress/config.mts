import { defineConfig } from 'vitepress'

const host = 'https://lamp.example.org/wiki/'

export default defineConfig({
  title: "The Lamp",
  base: '/wiki/',
  cleanUrls: true,
  sitemap: { hostname: host },
  rewrites: {
    'old/:page.md': 'new/:page.md',
  },
  themeConfig: {
    nav: [{ text: 'Home', link: '/' }],
  },
})
