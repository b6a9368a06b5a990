{
  "jobDefinitions": [
    {
      "jobDefinitionName": "job",
      "jobDefinitionArn": "arn:aws:batch:eu-west-1:111122223333:job-definition/job:1",
      "status": "ACTIVE",
      "type": "container",
      "containerProperties": {
        "image": "nginx",
        "executionRoleArn": "arn:aws:iam::111122223333:role/web-execution",
        "environment": [
          {
            "name": "GREETING",
            "value": "PLAINTEXT-CANARY-97701"
          }
        ],
        "secrets": [
          {
            "name": "A",
            "valueFrom": "/job"
          }
        ]
      }
    }
  ]
}
