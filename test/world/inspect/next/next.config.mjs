// oxlint-disable-next-line import/no-default-export -- So Next.js wants it.
export default {
  // The packages are elsewhere.
  turbopack: { root: "/" },
};
