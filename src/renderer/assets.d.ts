/** A picture that the bundler puts beside the page; the value is its address. */
declare module '*.svg' {
  const url: string;
  export default url;
}
