/**
 * The error with which n8n refuses to start a workflow. On n8n 2.x its message names the `issue`, given
 * without the signs of regular expressions; on 1.x it does not (WorkflowHasIssuesError).
 */
export const workflowIssue = (issue: string) => ({
	name: 'WorkflowHasIssuesError',
	message: expect.stringMatching(`${issue}|^The workflow has issues and cannot be executed`),
});
