// remark as a linter of front matter: a schema with the two keys that every generated article has.
import remarkFrontmatter from 'remark-frontmatter'
import frontmatterSchema from 'remark-lint-frontmatter-schema'

const schema = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } }

export default { plugins: [remarkFrontmatter, [frontmatterSchema, { embed: schema }]] }
