import type {Config} from '@docusaurus/types';

const organization = 'lamp';

const config: Config = {
  title: 'The Lamp',
  url: "https://lamp.example.org",
  baseUrl: '/',
  trailingSlash: true,
  organizationName: organization,
  presets: [['classic', {docs: {routeBasePath: '/'}, blog: {path: './blog', routeBasePath: 'news'}} satisfies Preset.Options]],
  themeConfig: {navbar: {title: 'The Lamp'}},
};

export default config;
