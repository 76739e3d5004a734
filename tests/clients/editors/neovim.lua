-- Opens an article, reads the diagnostics, mends the price by the first fix, and asks for a hover.
local function fail(what)
  io.stdout:write("wrong: " .. vim.inspect(what) .. "\n")
  vim.cmd("cquit")
end
local function until_true(what, holds)
  if not vim.wait(30000, holds, 20) then fail(what) end
end

vim.cmd("edit articles/prices.md")
local client = vim.lsp.start_client({ name = "credlint", cmd = { vim.env.CREDLINT, "lsp" }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)
until_true("no diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.diagnostic.get(0)[1]
local line = vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]
-- Neovim has turned the columns into bytes.
if found.code ~= "cost-mismatch" and (found.user_data or {}).lsp.code ~= "cost-mismatch" then fail(found) end
if line:sub(found.col + 1, found.end_col) ~= "$100" then fail({ found, line }) end

vim.api.nvim_win_set_cursor(0, { 3, found.col })
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16"), 30000)
local _, answer = next(hover)
if not answer.result.contents.value:find("$120", 1, true) then fail(hover) end

local range = vim.lsp.util.make_range_params(0, "utf-16")
range.context = { diagnostics = {} }
local _, actions = next(vim.lsp.buf_request_sync(0, "textDocument/codeAction", range, 30000))
vim.lsp.util.apply_workspace_edit(actions.result[1].edit, "utf-16")
line = vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]
if not line:find("costs $120", 1, true) then fail({ actions, line }) end
until_true("the diagnostic stays", function() return #vim.diagnostic.get(0) == 0 end)

vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "🙂 The Acme Certified Baker exam costs $99." })
until_true("no new diagnostics", function() return #vim.diagnostic.get(0) == 1 end)
vim.lsp.stop_client(client)
io.stdout:write("all good\n")
vim.cmd("quitall!")
