// The language of the page, for screen readers and for browsers that offer to translate.

export default function tellLanguage({ data }) {
  document.documentElement.lang = data.language;
}
