import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
	site: 'https://lamp.example.org',
	base: '/handbook',
	integrations: [
		starlight({
			title: 'The Lamp',
			sidebar: [{ label: 'Guides', items: [{ label: 'Start', slug: 'guides/first-steps' }] }],
		}),
	],
});
