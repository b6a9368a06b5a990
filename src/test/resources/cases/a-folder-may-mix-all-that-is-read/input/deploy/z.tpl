Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: stack
      ExecutionRoleArn: arn:aws:iam::111122223333:role/web-execution
      ContainerDefinitions:
        - Name: web
          Image: nginx
          Environment:
            - Name: GREETING
              Value: PLAINTEXT-CANARY-97702
          Secrets:
            - Name: A
              ValueFrom: /stack
