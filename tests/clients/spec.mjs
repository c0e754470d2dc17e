// Writes Discord's OpenAPI description from the npm package `discord-api-spec`, which has it as Zod schemas and
// TypeScript types. scripts/discord-clients installs that and runs this in its folder.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const here = createRequire(path.join(process.cwd(), "spec.mjs"));
const load = (name) => import(pathToFileURL(here.resolve(name)).href);
const z = await load("zod");
const ts = (await load("typescript")).default;
// Its files by their places: it exports nothing to `require`.
const folder = path.join(process.cwd(), "node_modules/discord-api-spec/build");
const schemas = await import(pathToFileURL(path.join(folder, "discord-api-spec.zod.js")).href);

const components = {};
for (const [name, schema] of Object.entries(schemas)) {
  if (!name.endsWith("Schema") || typeof schema !== "object") continue;
  z.globalRegistry.add(schema, { id: name.slice(0, -"Schema".length) });
}
const uri = (id) => `#/components/schemas/${id}`;
const written = z.toJSONSchema(z.globalRegistry, { uri, io: "input", unrepresentable: "any" });
for (const [name, schema] of Object.entries(written.schemas)) components[name] = clean(schema);

// Zod's dates end in Z and its integers are JavaScript's; Discord's are not.
function clean(value) {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  const { $schema, $id, additionalProperties, ...kept } = value;
  if (kept.format === "date-time") delete kept.pattern;
  if (additionalProperties && typeof additionalProperties === "object") {
    kept.additionalProperties = additionalProperties;
  }
  return Object.fromEntries(Object.entries(kept).map(([name, inner]) => [name, clean(inner)]));
}

const types = path.join(folder, "discord-api-spec.ts");
const source = ts.createSourceFile("spec.ts", readFileSync(types, "utf8"), ts.ScriptTarget.Latest, true);

function convert(type) {
  if (ts.isTypeReferenceNode(type)) return { $ref: uri(type.typeName.text) };
  if (ts.isArrayTypeNode(type)) return { type: "array", items: convert(type.elementType) };
  if (ts.isParenthesizedTypeNode(type)) return convert(type.type);
  if (ts.isUnionTypeNode(type)) return { anyOf: type.types.map(convert) };
  if (ts.isIntersectionTypeNode(type)) return { allOf: type.types.map(convert) };
  if (ts.isLiteralTypeNode(type)) {
    return type.literal.kind === ts.SyntaxKind.NullKeyword ? { type: "null" } : { const: JSON.parse(type.getText()) };
  }
  if (ts.isTypeLiteralNode(type)) {
    const members = type.members.filter(ts.isPropertySignature);
    const required = members.filter((one) => !one.questionToken).map((one) => nameOf(one));
    const properties = Object.fromEntries(members.map((one) => [nameOf(one), convert(one.type)]));
    return { type: "object", required, properties };
  }
  const simple = {
    [ts.SyntaxKind.StringKeyword]: "string",
    [ts.SyntaxKind.NumberKeyword]: "number",
    [ts.SyntaxKind.BooleanKeyword]: "boolean",
  };
  return simple[type.kind] ? { type: simple[type.kind] } : {};
}
const nameOf = (member) => member.name.text ?? member.name.getText();
const membersOf = (node) => Object.fromEntries((node?.members ?? []).map((one) => [nameOf(one), one.type]));
const content = (type) => ({ content: { "application/json": { schema: convert(type) } } });

const paths = {};
source.forEachChild(function visit(node) {
  const named = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  if (named && /paths|endpoints|routes/i.test(node.name.text)) {
    for (const [route, methods] of Object.entries(membersOf(node.type ?? node))) {
      paths[route] = {};
      for (const [method, operation] of Object.entries(membersOf(methods))) {
        const { requestBody, responses } = membersOf(operation);
        const described = { responses: {} };
        if (requestBody && requestBody.kind !== ts.SyntaxKind.UndefinedKeyword) {
          described.requestBody = content(requestBody);
        }
        for (const [status, type] of Object.entries(membersOf(responses))) described.responses[status] = content(type);
        paths[route][method] = described;
      }
    }
  }
});
console.log(JSON.stringify({ openapi: "3.1.0", paths, components: { schemas: components } }));
