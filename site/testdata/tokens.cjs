// Prints what search.js makes of texts: tokens.cjs SEARCH.JS < JSON-LIST
const text = require("fs").readFileSync(process.argv[2], "utf8");
const part = text.slice(text.indexOf("// <tokens>"), text.indexOf("// </tokens>"));
const { fold, tokensOf, shardOf } = new Function(part + "; return { fold, tokensOf, shardOf };")();
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(t => {
  const folded = fold(t);
  return { Folded: folded, Tokens: tokensOf(folded).map(({ token }) => ({ Token: token, Shard: shardOf(token, 64) })) };
})));
