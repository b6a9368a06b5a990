// Answers IAM requests with @cloud-copilot/iam-simulate, an evaluator independent of ours. One request a line on stdin,
//   {"identityPolicies": [{...}], "boundary": {...}, "resourcePolicy": {...}, "account": "111122223333",
//    "action": "ssm:GetParameters", "resource": "arn:...", "principal": "arn:...", "context": {"key": "value"}}
// where boundary and account may be absent. Without a resourcePolicy, the owner of the resource is taken to leave the
// decision to identity policies; null says that there is none. One answer a line on stdout, in the same order, until
// stdin closes:
//   {"result": "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied"}  or  {"error": "..."}
// An answer also has "ignored": [...] if the evaluator left out context keys that it does not know for the action.
//
// iam-simulate is AGPL-3.0: the tests start it as a process of its own. It is never linked, copied or shipped with the product.
import { createInterface } from 'node:readline';
import { runSimulation } from '@cloud-copilot/iam-simulate';

// Where an identity policy alone grants nothing (in KMS, and in another account),
// this is what AWS's default key policy says.
const delegation = (action, partition, accounts) => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => `arn:${partition}:iam::${account}:root`) },
    Action: action,
    Resource: '*',
  }],
});

// iam-simulate drops context keys that are not listed for the action, among them each kms:EncryptionContext:<key>,
// which it knows as a template only. Under this name, a key of any suffix that every action has, they are kept.
// Policies and context are renamed alike.
const STAND_IN = 'aws:RequestTag/stand-in-';
const LIST_STAND_INS = ['aws:PrincipalOrgPaths', 'aws:PrincipalServiceNamesList', 'aws:CalledVia'];
const ENCRYPTION_CONTEXT = /^kms:EncryptionContext:/i;

const mapKeys = (object, rename) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), value]));
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

function renamer(dropped, context) {
  const names = new Set(dropped.map((key) => key.toLowerCase()));
  const lists = Object.keys(context).filter((key) => names.has(key.toLowerCase()) && Array.isArray(context[key]))
    .map((key) => key.toLowerCase());
  const spare = LIST_STAND_INS.filter((key) => !(key in context));
  return (key) => {
    const name = key.toLowerCase();
    if (lists.includes(name)) {
      return spare[lists.indexOf(name)];
    }
    return names.has(name) || ENCRYPTION_CONTEXT.test(key) ? STAND_IN + name.replaceAll(':', '-') : key;
  };
}

function renamed(policy, rename) {
  const values = (value) =>
    typeof value === 'string' ? value.replaceAll(/\$\{([^{},]*)/g, (all, key) => '${' + rename(key))
      : Array.isArray(value) ? value.map(values) : value;
  const statements = [].concat(policy.Statement ?? []).map((statement) => ({
    ...statement,
    ...mapValues(
      Object.fromEntries(['Resource', 'NotResource'].filter((name) => name in statement).map((name) => [name, statement[name]])),
      values),
    ...(statement.Condition && {
      Condition: mapValues(statement.Condition, (keys) => mapValues(mapKeys(keys, rename), values)),
    }),
  }));
  return { ...policy, Statement: statements };
}

async function simulate(request, rename) {
  const { identityPolicies, boundary, resourcePolicy, action, resource, principal, context = {} } = request;
  const [, partition, , , principalAccount] = principal.split(':');
  const accountId = request.account || resource.split(':')[4] || principalAccount; // S3 ARNs and "*" name no account
  const needsDelegation = /^kms:/i.test(action) || accountId !== principalAccount;
  const owners = resourcePolicy === undefined && needsDelegation
    ? delegation(action, partition, [accountId, principalAccount])
    : resourcePolicy && renamed(resourcePolicy, rename);
  return runSimulation({
    request: { principal, action, resource: { resource, accountId }, contextVariables: mapKeys(context, rename) },
    identityPolicies: identityPolicies.map((policy, index) => ({ name: `policy-${index}`, policy: renamed(policy, rename) })),
    permissionBoundaryPolicies: boundary ? [{ name: 'boundary', policy: renamed(boundary, rename) }] : undefined,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: owners ?? undefined,
  }, {});
}

const ignoredBy = (simulated) =>
  (simulated.resultType === 'single' ? [simulated.result] : simulated.results ?? [])
    .flatMap((part) => part.ignoredContextKeys ?? []);

const DROPPED = new Map(); // action -> keys that have been dropped from its calls

async function answer(request) {
  const known = DROPPED.get(request.action) ?? [];
  let simulated = await simulate(request, renamer(known, request.context));
  const dropped = [...new Set(ignoredBy(simulated))];
  if (dropped.length > 0) {
    DROPPED.set(request.action, [...known, ...dropped]);
    simulated = await simulate(request, renamer(DROPPED.get(request.action), request.context));
  }
  if (simulated.resultType === 'error') {
    return { error: JSON.stringify(simulated.errors) };
  }
  const ignored = [...new Set(ignoredBy(simulated))];
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
