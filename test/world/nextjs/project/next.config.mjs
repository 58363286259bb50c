// oxlint-disable-next-line import/no-default-export -- So Next.js wants it.
export default {
  output: "standalone",
  // The folder with the packages: the project is copied into it.
  turbopack: { root: process.env.PACKAGES_ROOT },
  outputFileTracingRoot: process.env.PACKAGES_ROOT,
};
