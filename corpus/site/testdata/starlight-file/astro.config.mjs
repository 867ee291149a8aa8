import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
	site: 'https://lamp.example.org/',
	build: { format: 'file' },
	trailingSlash: 'never',
	integrations: [starlight({ title: 'The Lamp' })],
});
