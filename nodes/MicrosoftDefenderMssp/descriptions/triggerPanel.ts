import type { INodeTypeDescription } from 'n8n-workflow';

const WHILE_BUILDING =
	"<b>While building your workflow</b>, click 'Fetch Test Event'. It shows some of the latest alerts of your customers, or a sample (marked as one) where there are none yet, and takes nothing away from the published workflow.<br /><br />";

const WHERE_TO_LOOK =
	'These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.';

/** What the trigger's panel says in the editor, before there is anything to show. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Fetch the latest alerts of your customers',
	executionsHelp: {
		inactive: `${WHILE_BUILDING}<b>Once you're happy with your workflow</b>, publish it. Then new alerts start it; older ones do so only with option 'First Run' on 'Look Back'. ${WHERE_TO_LOOK}`,
		active: `${WHILE_BUILDING}<b>Your workflow also runs by itself</b>, since it is published: new alerts start it. ${WHERE_TO_LOOK}`,
	},
	activationHint: {
		inactive: "Publish your workflow to have it run on new alerts (you won't see those executions here).",
		active:
			"This node also starts the workflow by itself on new alerts (but those executions won't show up here).",
	},
};
