// Answers IAM requests with @cloud-copilot/iam-simulate, an evaluator independent of ours. One request a line on stdin,
//   {"policy": {...}, "action": "ssm:GetParameters", "resource": "arn:...", "principal": "arn:...", "context": {"key": "value"}}
// one answer a line on stdout, in the same order, until stdin closes:
//   {"result": "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied"}  or  {"error": "..."}
// An answer also has "ignored": [...] if the evaluator left out context keys that it does not know for the action.
//
// iam-simulate is AGPL-3.0: the tests start it as a process of its own. It is never linked, copied or shipped with the product.
import { createInterface } from 'node:readline';
import { runSimulation } from '@cloud-copilot/iam-simulate';

// The policy under test is an identity policy. Where that alone grants nothing (in KMS, and in another account),
// the resource's owner is taken to have delegated the decision to identity policies, as AWS's default key policy does.
const delegation = (action, partition, accounts) => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => `arn:${partition}:iam::${account}:root`) },
    Action: action,
    Resource: '*',
  }],
});

// iam-simulate knows kms:EncryptionContext:<key> only as a template and drops the keys themselves. Under this name,
// a string key of any suffix that every action has, they are kept. Policy and context are renamed alike.
const ENCRYPTION_CONTEXT = /^kms:EncryptionContext:/i;
const STAND_IN = 'aws:RequestTag/kms-encryption-context-';

const mapKeys = (object, rename) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), value]));
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
const toStandIn = (keys) => mapKeys(keys, (key) => key.replace(ENCRYPTION_CONTEXT, STAND_IN));
const fromStandIn = (key) => key.replace(STAND_IN, 'kms:EncryptionContext:');

function renamed(policy) {
  const statements = [].concat(policy.Statement ?? []).map((statement) =>
    statement.Condition ? { ...statement, Condition: mapValues(statement.Condition, toStandIn) } : statement);
  return { ...policy, Statement: statements };
}

async function answer({ policy, action, resource, principal, context = {} }) {
  const [, partition, , , principalAccount] = principal.split(':');
  const accountId = resource.split(':')[4] || principalAccount; // S3 ARNs and "*" name no account
  const needsDelegation = /^kms:/i.test(action) || accountId !== principalAccount;
  const simulated = await runSimulation({
    request: { principal, action, resource: { resource, accountId }, contextVariables: toStandIn(context) },
    identityPolicies: [{ name: 'policy', policy: renamed(policy) }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: needsDelegation ? delegation(action, partition, [accountId, principalAccount]) : undefined,
  }, {});
  if (simulated.resultType === 'error') {
    return { error: JSON.stringify(simulated.errors) };
  }
  const parts = simulated.resultType === 'single' ? [simulated.result] : simulated.results;
  const ignored = [...new Set(parts.flatMap((part) => part.ignoredContextKeys ?? []))].map(fromStandIn);
  return { result: simulated.overallResult, ...(ignored.length > 0 && { ignored }) };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === '') {
    continue;
  }
  let reply;
  try {
    reply = await answer(JSON.parse(line));
  } catch (error) {
    reply = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
