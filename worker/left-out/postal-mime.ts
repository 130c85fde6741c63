/** In the bundle's place of what Resend's SDK reads incoming mail with. None comes to us. */
// oxlint-disable-next-line import/no-default-export -- as the SDK imports it.
export default class PostalMime {
  static parse(): never {
    throw new Error('Reading incoming mail is left out of the bundle (wrangler.toml)')
  }
}
