// @ts-check
// url: 'https://wrong.example.org' stands in a comment
const config = {
  title: 'The Lamp',
  url: 'https://lamp.example.org',
  baseUrl: '/site/',
  onBrokenLinks: 'throw',
  i18n: { defaultLocale: 'en', locales: ['en'] },
  presets: [
    [
      'classic',
      /** @type {import('@docusaurus/preset-classic').Options} */
      ({
        docs: { routeBasePath: '/manual', sidebarPath: undefined },
        blog: { showReadingTime: true },
        theme: { customCss: undefined },
      }),
    ],
  ],
  plugins: [
    ['@docusaurus/plugin-content-docs', { id: 'people', path: 'people', routeBasePath: 'people' }],
  ],
  themeConfig: { navbar: { title: 'The Lamp', items: [{ label: 'Far', href: 'https://far.example.org' }] } },
};

module.exports = config;
