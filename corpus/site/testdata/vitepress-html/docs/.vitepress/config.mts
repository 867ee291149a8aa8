import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'The Lamp',
  srcDir: './pages',
  sitemap: { hostname: 'https://lamp.example.org' },
})
